# areas.gp - areas by districts, one cell each: a colour and a letter for how far the work has come. Drawn as boxes: with missing
# cells an image would be sheared.
#
# Numbers: 1 areas, 2 districts, 3 room for the names of areas (cm), 4 room for the names of districts (cm), 5 to the
# right of the cells (cm).
# Labels: names of the areas, then of the districts, then the legend's four texts.
# cells.dat: x, y, status (3 done, 2 ongoing, 1 planned, 0 none, -1 missing), letter. dark.dat: the same of the dark cells.
AREAS = int(N(1))
DISTRICTS = int(N(2))
array TINT[4] = ["#FFFFFF", "#D5E4F0", "#6BACE6", BLUE]
set lmargin at screen X(N(3))
set rmargin at screen X(WIDTH - N(5))
set tmargin at screen Y(TOP - N(4))
set bmargin at screen Y(BOTTOM + 0.75)
set xrange [0.5:DISTRICTS + 0.5]
set yrange [AREAS + 0.5:0.5]
unset border
unset xtics
unset ytics
unset grid
do for [i = 1:AREAS] {
    set label 300 + i T(i) at graph 0, first i right offset char -0.6, 0 noenhanced font SMALL tc rgb INK
}
do for [i = 1:DISTRICTS] {
    set label 400 + i T(AREAS + i) at first i, graph 1 left rotate by 50 offset char 0, 0.4 noenhanced font SMALL tc rgb INK
}
STEP = (WIDTH - 0.6) / 5.0
do for [k = 0:3] {
    set object 500 + k rectangle from screen X(0.3 + STEP * k), screen Y(BOTTOM + 0.12) to screen X(0.75 + STEP * k), screen Y(BOTTOM + 0.48) \
        fc rgb TINT[4 - k] fs solid 1 border lc rgb MUTED
}
set object 504 rectangle from screen X(0.3 + STEP * 4), screen Y(BOTTOM + 0.12) to screen X(0.75 + STEP * 4), screen Y(BOTTOM + 0.48) \
    fc rgb "#F3F3F3" fs solid 1 border lc rgb "#D9D9D9"
do for [k = 0:4] {
    set label 510 + k T(AREAS + DISTRICTS + 1 + k) at screen X(0.9 + STEP * k), screen Y(BOTTOM + 0.3) left noenhanced font SMALL tc rgb INK
}
plot for [k = 0:3] "cells.dat" using 1:2:($1 - 0.47):($1 + 0.47):($3 == k ? $2 - 0.45 : OUTSIDE):($3 == k ? $2 + 0.45 : OUTSIDE) \
        with boxxyerror fc rgb TINT[k + 1] fs solid 1 border lc rgb MUTED title "Läge", \
    "cells.dat" using 1:2:($1 - 0.47):($1 + 0.47):($3 < 0 ? $2 - 0.45 : OUTSIDE):($3 < 0 ? $2 + 0.45 : OUTSIDE) \
        with boxxyerror fc rgb "#F3F3F3" fs solid 1 border lc rgb "#D9D9D9" title "Uppgift saknas", \
    "cells.dat" using 1:($3 < 3 ? $2 : OUTSIDE):4 with labels noenhanced center font SMALL tc rgb INK title "Läge", \
    "cells.dat" using 1:($3 == 3 ? $2 : OUTSIDE):4 with labels noenhanced center font BOLD tc rgb "#ffffff" title "Läge"
