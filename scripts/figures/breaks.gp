# breaks.gp - a named year: outcome with limits, and the development with and without each shape of a deviation.
#
# Numbers: 1 first x, 2 last x, 3 top of y, 4 years between ticks. Labels: none.
# series.dat: x, rate, lower, upper        line.dat: x, trend, pulse, step, slope
# set.dat: from, to (years in which the change may have been)
# end.dat: x, y, text, which (1 trend, 2 pulse, 3 step, 4 slope)
# mark.dat: x, y, number, kind (1 change of the measurement, 0 event)
set lmargin at screen X(1.1)
set rmargin at screen X(11.4)
set tmargin at screen Y(TOP)
set bmargin at screen Y(BOTTOM + 0.75)
set xrange [N(1):N(2)]
set yrange [0:N(3)]
set xtics ceil(N(1)), N(4), floor(N(2)) format "%.0f"
set ytics 0, (N(3) > 50 ? 10 : 5), N(3) format "%.0f"
STEP = "#1B7F79"
SLOPE = "#A33F00"
plot "set.dat" using 1:(0):1:2:(0):(N(3)) with boxxyerror fc rgb "#EFEFEF" title "Möjliga år", \
    "series.dat" using 1:3:(0):($4 - $3) with vectors nohead lc rgb "#8FA6BC" lw 1.6 title "Osäkerhetsintervall", \
    "line.dat" using 1:2 with lines lc rgb GREY lw 1.6 title "Utan avvikelse", \
    "line.dat" using 1:4 with lines lc rgb STEP lw 1.8 dt (6, 6) title "Ny nivå", \
    "line.dat" using 1:5 with lines lc rgb SLOPE lw 1.8 dt (18, 6, 4, 6) title "Ändrad utveckling", \
    "line.dat" using 1:3 with lines lc rgb PLUM lw 1.8 dt (18, 8) title "Avbrott", \
    "series.dat" using 1:2 with points lc rgb BLUE pt 7 ps 0.8 * PS title "Utfall", \
    "mark.dat" using 1:($4 == 1 ? $2 : OUTSIDE) with points lc rgb INK pt 9 ps 0.8 * PS title "Ändring i underlaget", \
    "mark.dat" using 1:($4 == 0 ? $2 : OUTSIDE) with points lc rgb INK pt 12 ps 0.9 title "Händelse", \
    "mark.dat" using 1:2:3 with labels noenhanced left offset char 0.9, 0 font SMALL tc rgb INK title "Nummer", \
    "end.dat" using 1:($4 == 1 ? $2 : OUTSIDE):3 with labels noenhanced left offset char 1.6, 0 font SMALL tc rgb MUTED title "Utan avvikelse", \
    "end.dat" using 1:($4 == 2 ? $2 : OUTSIDE):3 with labels noenhanced left offset char 1.6, 0 font SMALL tc rgb PLUM title "Avbrott", \
    "end.dat" using 1:($4 == 3 ? $2 : OUTSIDE):3 with labels noenhanced left offset char 1.6, 0 font SMALL tc rgb STEP title "Ny nivå", \
    "end.dat" using 1:($4 == 4 ? $2 : OUTSIDE):3 with labels noenhanced left offset char 1.6, 0 font SMALL tc rgb SLOPE title "Ändrad utveckling"
