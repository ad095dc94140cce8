"""The only home of Streamlit and Plotly idiom."""
