# bars.gp - horizontal bars with their names to the left and their numbers to the right.
#
# Numbers: 1 bars, 2 right end of x, 3 between ticks of x, 4 room for the names (cm). Labels: none.
# bars.dat: y, length (0 where not shown), kind (0 ordinary, 1 set apart), name, text
BARS = N(1)
set lmargin at screen X(N(4))
set rmargin at screen X(WIDTH - 1.2)
set tmargin at screen Y(TOP)
set bmargin at screen Y(BOTTOM + 0.7)
set xrange [0:N(2)]
set yrange [BARS + 0.5:0.5]
set border 0
unset ytics
unset grid
set xtics 0, N(3), N(2) format "%.0f" scale 0
set grid xtics lc rgb FAINT lw 0.8 lt 1 dt 1
set grid back
plot "bars.dat" using ($2 / 2):1:(0):2:($3 == 0 ? $1 - 0.32 : OUTSIDE):($3 == 0 ? $1 + 0.32 : OUTSIDE) with boxxyerror fc rgb BLUE title "Andel", \
    "bars.dat" using ($2 / 2):1:(0):2:($3 == 1 ? $1 - 0.32 : OUTSIDE):($3 == 1 ? $1 + 0.32 : OUTSIDE) with boxxyerror fc rgb "#BFBFBF" fs solid 1 border lc rgb MUTED title "Särskild", \
    "bars.dat" using (0):1:4 with labels noenhanced right offset char -0.6, 0 font SMALL tc rgb INK title "Namn", \
    "bars.dat" using 2:1:5 with labels noenhanced left offset char 0.5, 0 font BOLD tc rgb INK title "Tal"
