# ratings.gp - the answers on a scale, one panel an occasion, all on the same scale; below the axis the levels put together.
#
# Numbers: 1 panels, 2 levels, 3 top of y, 4 between ticks of y, 5 groups. Labels: the names of the panels, two lines each.
# bars.dat: level, share, text, group's parity; one block a panel. groups.dat: first level, last level, middle, text; likewise.
PANELS = int(N(1))
WIDE = (WIDTH - 1.2 - 0.3 + 0.6) / PANELS
set yrange [0:N(3)]
set xrange [0.4:N(2) + 0.6]
set multiplot
do for [i = 1:PANELS] {
    left = 1.2 + (i - 1) * WIDE
    set lmargin at screen X(left)
    set rmargin at screen X(left + WIDE - 0.6)
    set tmargin at screen Y(TOP - 1.05)
    set bmargin at screen Y(BOTTOM + 1.75)
    set label 298 T(2 * i - 1) at screen X(left), screen Y(TOP - 0.2) left noenhanced font BOLD tc rgb INK
    set label 299 T(2 * i) at screen X(left), screen Y(TOP - 0.62) left noenhanced font SMALL tc rgb MUTED
    set xtics 1, 1, N(2) format "%.0f" scale 0 font SMALL textcolor rgb INK
    if (i == 1) {
        set ytics 0, N(4), N(3) format "%.0f" scale 0
    } else {
        set ytics 0, N(4), N(3) format "" scale 0
    }
    plot "bars.dat" index (i - 1) using 1:($2 / 2):($1 - 0.4):($1 + 0.4):($4 == 0 ? 0 : OUTSIDE):($4 == 0 ? $2 : OUTSIDE) with boxxyerror fc rgb BLUE title "Andel", \
        "bars.dat" index (i - 1) using 1:($2 / 2):($1 - 0.4):($1 + 0.4):($4 == 1 ? 0 : OUTSIDE):($4 == 1 ? $2 : OUTSIDE) with boxxyerror fc rgb "#6BACE6" title "Andel", \
        "bars.dat" index (i - 1) using 1:2:3 with labels noenhanced center offset char 0, 0.6 font SMALL tc rgb INK title "Andel"
    unset label # words are drawn once
    unset xtics
    unset ytics
    unset border
    set yrange [0:1]
    set tmargin at screen Y(BOTTOM + 1.2)
    set bmargin at screen Y(BOTTOM + 0.1)
    unset grid
    plot "groups.dat" index (i - 1) using ($1 - 0.4):(0.85):($2 - $1 + 0.8):(0) with vectors nohead lc rgb GREY lw 2 title "Sammanförda nivåer", \
        "groups.dat" index (i - 1) using 3:(0.4):4 with labels noenhanced center font SMALL tc rgb INK title "Sammanförda nivåer"
    set yrange [0:N(3)]
    set border 1
    set grid ytics lc rgb FAINT lw 0.8 lt 1 dt 1
}
unset multiplot
