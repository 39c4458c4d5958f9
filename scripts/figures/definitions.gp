# definitions.gp - the same year by several definitions: a point and its limits each, the year compared with as a ring.
#
# Numbers: 1 definitions, 2 top of x, 3 room for the names (cm), 4 where the words on rings begin (cm). Labels: 1 what a point is, 2 what a ring is.
# points.dat: y, value, lower, upper (equal to the value where there are none), name, text of the value, headline?
# rings.dat:  y, value
set lmargin at screen X(N(3))
set rmargin at screen X(WIDTH - 0.9)
set tmargin at screen Y(TOP - 0.55)
set bmargin at screen Y(BOTTOM + 0.7)
set xrange [0:N(2)]
set yrange [N(1) + 0.6:0.4]
set border 0
unset ytics
unset grid
set xtics 0, (N(2) > 50 ? 10 : 5), N(2) format "%.0f" scale 0
set grid xtics lc rgb FAINT lw 0.8 lt 1 dt 1
set grid back
set label 297 T(1) at screen X(N(3) + 0.05), screen Y(TOP - 0.3) left noenhanced font BOLD tc rgb BLUE
set label 298 T(2) at screen X(N(4)), screen Y(TOP - 0.3) left noenhanced font SMALL tc rgb PLUM
plot "points.dat" using 3:1:($4 - $3):(0) with vectors nohead lc rgb BLUE lw 2 title "Osäkerhetsintervall", \
    "rings.dat" using 2:1 with points lc rgb PLUM lw 1.6 pt 6 ps 0.9 title "Jämförelseår", \
    "points.dat" using 2:1 with points lc rgb BLUE pt 7 ps 0.8 * PS title "Värde", \
    "points.dat" using (0):($7 == 1 ? $1 : OUTSIDE):5 with labels noenhanced right offset char -0.6, 0 font BOLD tc rgb INK title "Definition", \
    "points.dat" using (0):($7 == 0 ? $1 : OUTSIDE):5 with labels noenhanced right offset char -0.6, 0 font SMALL tc rgb INK title "Definition", \
    "points.dat" using 2:1:6 with labels noenhanced center offset char 0, 0.85 font SMALL tc rgb BLUE title "Värde"
