# retention.gp - the share still employed by months since they were hired, one stepped curve a group, and below it how many
# remain.
#
# Numbers: 1 groups (at most 4), 2 last month, 3 room for the names (cm), 4 columns below (the first is month 0), then the
# month of each.
# Labels: the names of the groups, then the cells below, row by row.
# curve.dat: months, share (percent), group, gap: steps written out; an empty row between groups
# point.dat: months, share, lower, upper, group        end.dat: x, y, text, group
GROUPS = int(N(1))
COLUMNS = int(N(4))
BELOW = 0.25 + 0.46 * (GROUPS + 1)
array HUE[4] = [BLUE, PLUM, "#1B7F79", "#A33F00"]
array MARK[4] = [7, 5, 9, 13]
set style line 11 lc rgb BLUE lw 2.2
set style line 12 lc rgb PLUM lw 2.2 dt (18, 8)
set style line 13 lc rgb "#1B7F79" lw 2.2 dt (6, 6)
set style line 14 lc rgb "#A33F00" lw 2.2 dt (18, 6, 4, 6)
set lmargin at screen X(N(3) + 0.8)
set rmargin at screen X(WIDTH - N(3) - 0.4)
set tmargin at screen Y(TOP)
set bmargin at screen Y(BOTTOM + BELOW + 0.85)
set xrange [0:N(2) + 0.4 * GROUPS]
set yrange [0:100]
set xtics 0, (N(2) > 60 ? 12 : 6), N(2) format "%.0f"
set ytics 0, 20, 100 format "%.0f"
set xlabel "Månader efter anställningens början" font SMALL tc rgb MUTED offset char 0, 0.4
set label 299 "Kvar" at screen X(0.3), screen Y(BOTTOM + BELOW - 0.2) left noenhanced font BOLD tc rgb INK
do for [i = 1:GROUPS] {
    set label 300 + i T(i) at screen X(0.3), screen Y(BOTTOM + BELOW - 0.2 - 0.46 * i) left noenhanced font SMALL tc rgb HUE[i]
    do for [k = 1:COLUMNS] {
        set label 310 + i * 30 + k T(GROUPS + (i - 1) * COLUMNS + k) at first N(4 + k), \
            screen Y(BOTTOM + BELOW - 0.2 - 0.46 * i) center noenhanced font SMALL tc rgb INK
    }
}
plot for [i = 1:GROUPS] "curve.dat" using 1:($3 == i || $1 == OUTSIDE ? $2 : NaN) with lines ls (10 + i) title T(i), \
    for [i = 1:GROUPS] "point.dat" using 1:($5 == i ? $3 : OUTSIDE):(0):($4 - $3) with vectors nohead lc rgb HUE[i] lw 1.2 title "Osäkerhetsintervall", \
    for [i = 1:GROUPS] "point.dat" using 1:($5 == i ? $2 : OUTSIDE) with points lc rgb HUE[i] pt MARK[i] ps 0.7 * PS title T(i), \
    for [i = 1:GROUPS] "end.dat" using 1:($4 == i ? $2 : OUTSIDE):3 with labels noenhanced left offset char 1, 0 font BOLD tc rgb HUE[i] title T(i)
