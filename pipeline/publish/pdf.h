/* pdf.h - makes the bytes of a PDF that Chromium wrote depend on the page alone.
 *
 * Two things in it depend on the run: the dates of creation and change, and the numbers of the structure elements that
 * table cells name as their headings (node00000026), which begin higher or lower, and skip some, as the browser
 * happened to paint before it printed: they become 1, 2, 3 ... in the order that they have. Both are written over in
 * place, since offsets in the file count bytes. Nothing within a stream is touched. */
#ifndef PUBLISH_PDF_H
#define PUBLISH_PDF_H

#include <stdbool.h>
#include <stddef.h>

/* `date` is fourteen digits, 20250303120000. False where the bytes are no whole PDF (a head, and %%EOF at the end). */
bool pdf_normalise(char *bytes, size_t length, const char *date);

#endif
