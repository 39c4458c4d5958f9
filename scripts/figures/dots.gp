# dots.gp - a value for each unit, with its interval or the middle half, against the city's.
#
# Numbers: 1 units, 2 left end of x, 3 right end of x, 4 between ticks of x, 5 room for the names (cm), 6 the city's value.
# Labels: 1 the city.
# dots.dat: y, value (OUTSIDE where not shown), low, high, name, text
UNITS = N(1)
set lmargin at screen X(N(5))
set rmargin at screen X(WIDTH - 1.1)
set tmargin at screen Y(TOP - 0.55)
set bmargin at screen Y(BOTTOM + 0.7)
set xrange [N(2):N(3)]
set yrange [UNITS + 0.5:0.5]
set border 0
unset ytics
unset grid
set xtics N(2), N(4), N(3) format "%.0f" scale 0
set grid xtics lc rgb FAINT lw 0.8 lt 1 dt 1
set grid back
if (N(6) > OUTSIDE) {
    set arrow 1 from first N(6), graph 0 to first N(6), graph 1 nohead lc rgb GREY lw 2 dt (14, 8) back
    set label 298 T(1) at first N(6), graph 1 center offset char 0, 0.7 noenhanced font BOLD tc rgb MUTED
}
plot "dots.dat" using 3:1:($4 - $3):(0) with vectors nohead lc rgb "#8FA9C2" lw 4 title "Intervall", \
    "dots.dat" using 2:1 with points lc rgb BLUE pt 7 ps 1.0 * PS title "Värde", \
    "dots.dat" using (N(2)):1:5 with labels noenhanced right offset char -0.6, 0 font SMALL tc rgb INK title "Enhet", \
    "dots.dat" using ($4 > $2 ? $4 : $2 > OUTSIDE ? $2 : N(2)):1:6 with labels noenhanced left offset char 0.9, 0 font SMALL tc rgb INK title "Tal"
