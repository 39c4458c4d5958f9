#!/bin/sh
# say-done.sh OUT - on a terminal, says where the report lies.
if [ -t 1 ]; then echo "Rapporten finns i $1: report.html, report.docx, report.pdf, brief.pdf (två sidor), tables.xlsx"; fi
