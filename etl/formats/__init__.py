"""One module a family of formats. Workbooks are read in a process of their own (`confined`), text in ours."""
