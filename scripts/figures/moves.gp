# moves.gp - for each district how many left the city, and how many went to another district: two bars end to end.
#
# Numbers: 1 districts, 2 top of x, 3 room for the names (cm). Labels: none.
# bars.dat: y, exits, moves (both 0 where not shown), name, text inside the first bar, text after the last
DISTRICTS = N(1)
set lmargin at screen X(N(3))
set rmargin at screen X(WIDTH - 0.9)
set tmargin at screen Y(TOP - 0.55)
set bmargin at screen Y(BOTTOM + 0.7)
set xrange [0:N(2)]
set yrange [DISTRICTS + 0.5:0.5]
set border 0
unset ytics
unset grid
set xtics 0, (N(2) > 50 ? 10 : 5), N(2) format "%.0f" scale 0
set grid xtics lc rgb FAINT lw 0.8 lt 1 dt 1
set grid back
set label 298 "Avgångar från staden" at graph 0, first 0.5 left offset char 0, 0.8 font BOLD tc rgb BLUE
set label 299 "Byten till annan förvaltning" at graph 0, first 0.5 left offset char 20, 0.8 font BOLD tc rgb "#1B7F79"
plot "bars.dat" using ($2 / 2):1:(0):2:($1 - 0.32):($1 + 0.32) with boxxyerror fc rgb BLUE title "Avgångar från staden", \
    "bars.dat" using 2:($3 > 0 ? $1 : OUTSIDE):2:($2 + $3):($3 > 0 ? $1 - 0.32 : OUTSIDE):($3 > 0 ? $1 + 0.32 : OUTSIDE) with boxxyerror fc rgb "#8FD0CB" fs solid 1 border lc rgb "#1B7F79" title "Byten till annan förvaltning", \
    "bars.dat" using (0):1:4 with labels noenhanced right offset char -0.6, 0 font SMALL tc rgb INK title "Förvaltning", \
    "bars.dat" using (0):1:5 with labels noenhanced left offset char 0.4, 0 font BOLD tc rgb "#ffffff" title "Avgångar", \
    "bars.dat" using ($2 + $3):1:6 with labels noenhanced left offset char 0.4, 0 font SMALL tc rgb INK title "Byten"
