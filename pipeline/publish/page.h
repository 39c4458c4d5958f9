/* page.h - what pandoc 2.17 does not say of the tables in a page, said in the page that it has written.
 *
 * A filter could say it in pandoc, which would then hand every table to Lua and take it back: that takes as long as to
 * read the whole report.
 *
 *   <th> of <thead>          says that it heads its column (scope), for those who are read to
 *   first cell of a row      is a <th> and says that it heads its row; of class name where it stands on one line
 *   <div class="table ...">  with few rows is of class short too: it is not broken over two pages */
#ifndef PUBLISH_PAGE_H
#define PUBLISH_PAGE_H

/* The page with that said, every other byte left alone: the caller's, to free(). */
char *page_head_tables(const char *page);

#endif
