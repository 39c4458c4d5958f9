# verdicts.gp - one small panel a series: outcome, the development expected without the deviation, the named year, the word.
#
# Numbers: 1 first x, 2 last x, 3 top of y, 4 years between ticks, 5 panels, 6 columns, 7 between ticks of y.
# Labels: the names of the panels, then their verdicts.
# panels.dat: x, rate, expected, x of the named year. One block a panel, two empty rows between; an empty row within is a gap.
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
    set tmargin at screen Y(top - 0.88)
    set bmargin at screen Y(top - HIGH + 0.62)
    set label 298 T(i) at screen X(left), screen Y(top - 0.22) left noenhanced font BOLD tc rgb INK
    set label 299 T(PANELS + i) at screen X(left), screen Y(top - 0.60) left noenhanced font SMALL tc rgb MUTED
    if (i + COLUMNS > PANELS) {
        set xtics ceil(N(1)), N(4), floor(N(2)) format "%.0f" font SMALL
    } else {
        set xtics ceil(N(1)), N(4), floor(N(2)) format "" font SMALL
    }
    if (column == 0) {
        set ytics 0, N(7), N(3) format "%.0f"
    } else {
        set ytics 0, N(7), N(3) format ""
    }
    plot "panels.dat" index (i - 1) using 4:(0):(0):(N(3)) with vectors nohead lc rgb MUTED lw 1 dt (6, 6) title "Namngivet år", \
        "panels.dat" index (i - 1) using 1:($3 == $3 ? $3 : OUTSIDE) with lines lc rgb PLUM lw 1.4 title "Väntat", \
        "panels.dat" index (i - 1) using 1:2 with points lc rgb BLUE pt 7 ps 0.5 * PS title "Utfall"
}
unset multiplot
