"""Files made to harm whoever reads them: by the ending of their names, and by what is wrong with them."""

from attacks import of_docx, of_html, of_pdf, of_pictures, of_workbooks

ATTACKS = {
    "xlsx": of_workbooks.ATTACKS,
    "docx": of_docx.ATTACKS,
    "html": of_html.ATTACKS,
    "pdf": of_pdf.ATTACKS,
    "png": of_pictures.ATTACKS,
}
