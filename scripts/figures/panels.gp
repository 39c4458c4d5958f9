# panels.gp - one small panel a district or occupation, all on the same scale, with the city in grey.
#
# Numbers: 1 first x, 2 last x, 3 top of y, 4 years between ticks, 5 panels, 6 columns,
# 7 between ticks of y. Labels: the names of the panels.
# panels.dat: x, rate, lower, upper, city's rate, x of a value that is not shown. One block a panel, two empty rows between.
# An empty row within a block is a gap.
PANELS = int(N(5))
COLUMNS = int(N(6))
ROWS = (PANELS + COLUMNS - 1) / COLUMNS
LEFT = 0.95
WIDE = (WIDTH - LEFT - 0.25 + 0.45) / COLUMNS
HIGH = NUMBER[1] / ROWS
set yrange [0:N(3)]
set xrange [N(1):N(2)]
set multiplot
do for [i = 1:PANELS] {
    if (i == 2) {
        unset label # words of the page are drawn once
    }
    column = (i - 1) % COLUMNS
    row = (i - 1) / COLUMNS
    left = LEFT + column * WIDE
    top = TOP - row * HIGH
    set lmargin at screen X(left)
    set rmargin at screen X(left + WIDE - 0.45)
    set tmargin at screen Y(top - 0.50)
    set bmargin at screen Y(top - HIGH + 0.70)
    set label 299 T(i) at screen X(left), screen Y(top - 0.24) left noenhanced font BOLD tc rgb INK
    lowest = i + COLUMNS > PANELS
    if (lowest) {
        set xtics ceil(N(1)), N(4), floor(N(2)) format "%.0f" font SMALL
    } else {
        set xtics ceil(N(1)), N(4), floor(N(2)) format "" font SMALL
    }
    if (column == 0) {
        set ytics 0, N(7), N(3) format "%.0f"
    } else {
        set ytics 0, N(7), N(3) format ""
    }
    plot "panels.dat" index (i - 1) using 1:3:4 with filledcurves fc rgb BAND title "Osäkerhetsintervall", \
        "panels.dat" index (i - 1) using 1:3:(0):($4 - $3) with vectors nohead lc rgb BAND lw 1.5 title "Osäkerhetsintervall", \
        "panels.dat" index (i - 1) using 1:5 with lines lc rgb GREY lw 1.4 dt (14, 8) title "Staden", \
        "panels.dat" index (i - 1) using 1:2 with linespoints lc rgb BLUE lw 1.6 pt 7 ps 0.35 * PS title "Utfall", \
        "panels.dat" index (i - 1) using 6:(0):("..") with labels noenhanced center offset char 0, 0.5 font BOLD tc rgb INK title "Visas inte"
}
unset multiplot
