# contributions.gp - what each district adds to the city's exits beyond the expected: bars to the left and right of nothing.
#
# Numbers: 1 bars, 2 left end of x, 3 right end, 4 between ticks, 5 room for the names (cm). Labels: none.
# bars.dat: y, part, limits (OUTSIDE where not shown), name, text of the part
set lmargin at screen X(N(5))
set rmargin at screen X(WIDTH - 0.5)
set tmargin at screen Y(TOP - 0.15)
set bmargin at screen Y(BOTTOM + 0.7)
set xrange [N(2) - 0.12 * (N(3) - N(2)):N(3) + 0.1 * (N(3) - N(2))]
set yrange [N(1) + 0.5:0.5]
set border 0
unset ytics
unset grid
set xtics scale 0 (sprintf("0") 0)
do for [i = 1:40] {
    if (i * N(4) <= N(3)) {
        set xtics add (sprintf("+%.0f", i * N(4)) i * N(4))
    }
    if (-i * N(4) >= N(2)) {
        set xtics add (sprintf("–%.0f", i * N(4)) -i * N(4))
    }
}
set grid xtics lc rgb FAINT lw 0.8 lt 1 dt 1
set grid back
set arrow 1 from 0, graph 0 to 0, graph 1 nohead back lc rgb MUTED lw 1
plot "bars.dat" using ($2 / 2):1:($2 < 0 ? $2 : 0):($2 < 0 ? 0 : $2):($1 - 0.3):($1 + 0.3) with boxxyerror fc rgb BAND title "Avgångar utöver det väntade", \
    "bars.dat" using ($3 == OUTSIDE ? NaN : $3):1:($4 - $3):(0) with vectors nohead lc rgb BLUE lw 1.6 title "Osäkerhetsintervall", \
    "bars.dat" using ($3 == OUTSIDE ? NaN : $2):1 with points lc rgb BLUE pt 7 ps 0.5 * PS title "Avgångar utöver det väntade", \
    "bars.dat" using (N(2) - 0.12 * (N(3) - N(2))):1:5 with labels noenhanced right offset char -0.6, 0 font SMALL tc rgb INK title "Förvaltning", \
    "bars.dat" using ($3 == OUTSIDE ? 0 : $4):1:6 with labels noenhanced left offset char 0.6, 0 font SMALL tc rgb INK title "Antal"
