# series.gp - up to four series over the years with their names at the end, intervals or ranges as bars, and what others have
# published as rings.
#
# Numbers: 1 first x, 2 last x, 3 top of y, 4 between ticks of y, 5 years between ticks of x, 6 series, 7 room for the names (cm).
# Labels: the names of the series.
# series.dat: x, value, low, high, series; an empty row is a gap      end.dat: x, y, text, series
# published.dat: x, middle, low, high, text
SERIES = int(N(6))
array HUE[4] = [BLUE, "#1B7F79", PLUM, "#A33F00"]
array MARK[4] = [7, 5, 9, 13]
set style line 11 lc rgb BLUE lw 2.2
set style line 12 lc rgb "#1B7F79" lw 2.2 dt (18, 8)
set style line 13 lc rgb PLUM lw 2.2 dt (6, 6)
set style line 14 lc rgb "#A33F00" lw 2.2 dt (18, 6, 4, 6)
set lmargin at screen X(1.1)
set rmargin at screen X(WIDTH - 0.4 - N(7))
set tmargin at screen Y(TOP)
set bmargin at screen Y(BOTTOM + 0.8)
set xrange [N(1) - 0.6:N(2) + 0.4]
set yrange [0:N(3)]
set xtics ceil(N(1)), N(5), floor(N(2)) format "%.0f"
set ytics 0, N(4), N(3) format "%.0f"
plot for [i = 1:SERIES] "series.dat" using 1:($5 == i || $1 == OUTSIDE ? $2 : NaN) with lines ls (10 + i) title T(i), \
    for [i = 1:SERIES] "series.dat" using 1:($5 == i ? $3 : OUTSIDE):(0):($4 - $3) with vectors nohead lc rgb HUE[i] lw 1.4 title "Intervall", \
    for [i = 1:SERIES] "series.dat" using 1:($5 == i ? $2 : OUTSIDE) with points lc rgb HUE[i] pt MARK[i] ps 0.8 * PS title T(i), \
    "published.dat" using 1:3:(0):($4 - $3) with vectors nohead lc rgb INK lw 3 title "Publicerad uppgift", \
    "published.dat" using 1:2 with points lc rgb INK lw 1.6 pt 6 ps 1.6 * PS title "Publicerad uppgift", \
    "published.dat" using 1:4:5 with labels noenhanced center offset char 0, 1.1 font BOLD tc rgb INK title "Publicerad uppgift", \
    for [i = 1:SERIES] "end.dat" using 1:($4 == i ? $2 : OUTSIDE):3 with labels noenhanced left offset char 1, 0 font BOLD tc rgb HUE[i] title T(i)
