// 文稿：文字一律经 textContent 放入；点选或回车把该处的编号交回。
const STATES = { filled: '已填', hand: '人工', open: '待补', ask: '待确认', match: '一致', mismatch: '不一致', plain: '由人填写' };

function write(place, parts, choose) {
  for (const part of parts) {
    if (!part.id) { place.append(document.createTextNode(part.text)); continue; }
    const mark = document.createElement('span'); // a button would not break at the end of a line
    mark.setAttribute('role', 'button');
    mark.tabIndex = 0;
    mark.className = 'mark ' + part.state;
    mark.dataset.id = part.id;
    mark.dataset.also = part.also.join(' ');
    mark.textContent = part.text;
    mark.title = part.hint;
    mark.setAttribute('aria-label', part.text + '，' + STATES[part.state] + '，' + part.hint);
    mark.addEventListener('click', () => choose(part.id));
    place.append(mark);
  }
}

function table(rows, choose) {
  const frame = document.createElement('div');
  const made = document.createElement('table');
  frame.className = 'frame';
  for (const row of rows) {
    const line = made.insertRow();
    for (const cell of row) {
      const place = line.insertCell();
      place.rowSpan = cell.rows;
      place.colSpan = cell.columns;
      for (const parts of cell.lines) {
        const p = document.createElement('p');
        write(p, parts, choose);
        place.append(p);
      }
    }
  }
  frame.append(made);
  return frame;
}

function build(desk, data, choose) {
  const sheet = desk.querySelector('.sheet');
  sheet.replaceChildren();
  for (const paragraph of data.paragraphs) {
    if (paragraph.style === 'table') { sheet.append(table(paragraph.rows, choose)); continue; }
    const p = document.createElement('p');
    p.className = paragraph.style;
    write(p, paragraph.parts, choose);
    sheet.append(p);
  }
  let waiting = 0; // the card follows when the arrows rest, so that a held key does not ask for every figure passed
  desk.addEventListener('keydown', (event) => {
    const focused = desk.getRootNode().activeElement;
    if ((event.key === 'Enter' || event.key === ' ') && focused && focused.dataset.id) {
      event.preventDefault();
      clearTimeout(waiting);
      choose(focused.dataset.id);
      return;
    }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const marks = [...desk.querySelectorAll('.mark:not(.dim)')];
    const here = marks.indexOf(focused);
    const ends = { Home: marks[0], End: marks[marks.length - 1] };
    if (here < 0 || !(step || ends[event.key])) { return; }
    event.preventDefault();
    const next = ends[event.key] || marks[(here + step + marks.length) % marks.length];
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
    clearTimeout(waiting);
    waiting = setTimeout(() => choose(next.dataset.id), 350);
  });
}

function mark(desk, data) {
  for (const button of desk.querySelectorAll('.mark')) {
    const chosen = button.dataset.id === data.chosen || button.dataset.also.split(' ').includes(data.chosen);
    button.classList.toggle('chosen', chosen);
    button.setAttribute('aria-pressed', String(chosen));
    const dim = data.only !== '' && !button.classList.contains(data.only);
    button.classList.toggle('dim', dim);
    button.tabIndex = dim ? -1 : 0;
    if (chosen && desk.dataset.shown !== data.chosen) { bring(desk, button); }
  }
  desk.dataset.shown = data.chosen;
}

// Into sight once a choice, never because the page was written anew, and not again after somebody has scrolled on:
// whoever is about to click must find the paper where it was.
function bring(desk, button) {
  show(desk, button);
  const left = desk.scrollTop;
  setTimeout(() => { if (desk.scrollTop === left) { show(desk, button); } }, 400); // fonts and the card have settled
}

function show(desk, button) {
  const box = button.getBoundingClientRect();
  const view = desk.getBoundingClientRect();
  const part = window.matchMedia('(max-width: 640px)').matches ? 0.58 : 1; // on a telephone the card covers the rest
  const bottom = Math.min(view.bottom, window.innerHeight * part);
  if (box.top < view.top + 8 || box.bottom > bottom - 8) {
    desk.scrollTop += box.top - view.top - (bottom - view.top) / 3;
  }
}

export default function({ data, parentElement, setTriggerValue }) {
  const desk = parentElement.querySelector('.desk');
  if (!desk) { return; }
  if (desk.dataset.signature !== data.signature) {
    const fresh = desk.cloneNode(true);
    const left = desk.scrollTop;
    desk.replaceWith(fresh);
    fresh.dataset.signature = data.signature;
    build(fresh, data, (id) => setTriggerValue('chosen', id));
    if (desk.dataset.text === data.text) { fresh.scrollTop = left; } else { delete fresh.dataset.shown; } // another report
    fresh.dataset.text = data.text;
    mark(fresh, data);
    return;
  }
  mark(desk, data);
}
