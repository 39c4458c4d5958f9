/* embed.h - a page that needs no other file: its style sheet and its pictures stand in it.
 *
 * pandoc does this too (--self-contained), by reading the whole page and writing it anew, which takes it as long as all
 * else. Here two marks of the page are replaced and every other byte is left alone:
 *
 *   <link rel="stylesheet" href="report.css">   the style sheet, without comments and with blanks in a row as one
 *   <img src="figures/NAME.svg" (or .png)       the picture as a data URL (RFC 2397, RFC 4648) */
#ifndef PUBLISH_EMBED_H
#define PUBLISH_EMBED_H

#include "pipeline/base/fault.h"

#include <stdbool.h>
#include <stdio.h>

/* `page` and `style` are whole files; pictures are read from the folder `figures`. Fails where a picture can not be
 * read; what was written by then is to be thrown away. */
bool embed_page(const char *page, const char *style, const char *figures, FILE *to, struct fault *f);

/* Whitespace in a row becomes its first character, before all else nothing, as comments do; quoted text stays. */
void embed_style(const char *style, FILE *to);

void embed_base64(const unsigned char *bytes, size_t length, FILE *to);

#endif
