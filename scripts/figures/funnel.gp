# funnel.gp - a point for each district: its rate against its size, within the limits that chance would keep it.
#
# Numbers: 1 right end of x, 2 top of y, 3 between ticks of x, 4 between ticks of y, 5 the city's rate, 6 its name to the right (1) or
# left (0). Labels: 1 the city.
# points.dat: x, y, side (1 above the limits, -1 below, 0 within), name, place of the name (0 right, 1 left, 2 above, 3 below, 4 none)
# curves.dat: x, inner limits, outer limits, widened outer limits (OUTSIDE where there are none)
set lmargin at screen X(1.1)
set rmargin at screen X(15.4)
set tmargin at screen Y(TOP)
set bmargin at screen Y(TOP - 8.6)
set xrange [0:N(1)]
set yrange [0:N(2)]
set xtics (sprintf("0") 0)
do for [i = 1:30] {
    v = i * N(3)
    if (v <= N(1)) {
        set xtics add ((v < 1000 ? sprintf("%.0f", v) : sprintf("%.0f %03.0f", floor(v / 1000), v - 1000 * floor(v / 1000))) v)
    }
}
set ytics 0, N(4), N(2) format "%.0f"
set label 297 "Årsanställda i genomsnitt per år" at graph 1, graph 0 right offset char 0, -2.3 font SMALL tc rgb MUTED
if (N(6)) {
    set label 298 T(1) at graph 1, first N(5) right offset char -0.6, 0.6 front noenhanced font BOLD tc rgb TEAL
} else {
    set label 298 T(1) at graph 0, first N(5) left offset char 0.6, 0.6 front noenhanced font BOLD tc rgb TEAL
}
plot "curves.dat" using 1:2:3 with filledcurves fc rgb BAND title "Inre gränser", \
    "curves.dat" using 1:4 with lines lc rgb GREY lw 1.2 title "Yttre gränser", \
    "curves.dat" using 1:5 with lines lc rgb GREY lw 1.2 title "Yttre gränser", \
    "curves.dat" using 1:($6 == OUTSIDE ? NaN : $6) with lines lc rgb PLUM lw 1.2 dt (10, 7) title "Vidgade gränser", \
    "curves.dat" using 1:($7 == OUTSIDE ? NaN : $7) with lines lc rgb PLUM lw 1.2 dt (10, 7) title "Vidgade gränser", \
    N(5) with lines lc rgb TEAL lw 1.6 title "Staden", \
    "points.dat" using 1:($3 == 0 ? $2 : OUTSIDE) with points lc rgb BLUE pt 7 ps 0.7 * PS title "Förvaltning", \
    "points.dat" using 1:($3 > 0 ? $2 : OUTSIDE) with points lc rgb ORANGE pt 9 ps 1.0 * PS title "Över gränserna", \
    "points.dat" using 1:($3 < 0 ? $2 : OUTSIDE) with points lc rgb ORANGE pt 11 ps 1.0 * PS title "Under gränserna", \
    "points.dat" using 1:($5 == 0 ? $2 : OUTSIDE):4 with labels noenhanced left offset char 0.8, 0 font SMALL tc rgb INK title "Namn", \
    "points.dat" using 1:($5 == 1 ? $2 : OUTSIDE):4 with labels noenhanced right offset char -0.8, 0 font SMALL tc rgb INK title "Namn", \
    "points.dat" using 1:($5 == 2 ? $2 : OUTSIDE):4 with labels noenhanced center offset char 0, 0.75 font SMALL tc rgb INK title "Namn", \
    "points.dat" using 1:($5 == 3 ? $2 : OUTSIDE):4 with labels noenhanced center offset char 0, -0.75 font SMALL tc rgb INK title "Namn"
