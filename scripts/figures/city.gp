# city.gp - the city's rate over the years: limits as a band, the fitted development, named years, dated marks.
#
# Numbers: 1 first x, 2 last x, 3 top of y, 4 years between ticks, 5 fitted development? Labels: none.
# series.dat: x, rate, lower, upper        trend.dat: x, fitted
# value.dat:  x, y, text                   end.dat:   x, y, text, which (1 outcome, 2 fitted)
# named.dat:  x, text, side (1 text to the right of the line, 0 to the left), y
# mark.dat:   x, y, number, kind (1 change of the measurement, 0 event)
# Each file begins with a row that lies outside, for gnuplot has a word to say about a file without points.
set lmargin at screen X(1.1)
set rmargin at screen X(12.9)
set tmargin at screen Y(TOP)
set bmargin at screen Y(BOTTOM + 0.75)
set xrange [N(1):N(2)]
set yrange [0:N(3)]
set xtics ceil(N(1)), N(4), floor(N(2)) format "%.0f"
set ytics 0, (N(3) > 50 ? 10 : 5), N(3) format "%.0f"
plot "series.dat" using 1:3:4 with filledcurves fc rgb BAND title "Osäkerhetsintervall", \
    "series.dat" using 1:3:(0):($4 - $3) with vectors nohead lc rgb BAND lw 1.5 title "Osäkerhetsintervall", \
    "named.dat" using 1:(0):(0):(N(3)) with vectors nohead lc rgb MUTED lw 1 dt (8, 8) title "Namngivet år", \
    "trend.dat" using 1:2 with lines lc rgb PLUM lw 1.6 dt (18, 10) title "Anpassad utveckling", \
    "series.dat" using 1:2 with linespoints lc rgb BLUE lw 2.2 pt 7 ps 0.55 * PS title "Utfall", \
    "mark.dat" using 1:($4 == 1 ? $2 : OUTSIDE) with points lc rgb INK pt 9 ps 0.8 * PS title "Ändring i underlaget", \
    "mark.dat" using 1:($4 == 0 ? $2 : OUTSIDE) with points lc rgb INK pt 12 ps 0.9 title "Händelse", \
    "mark.dat" using 1:2:3 with labels noenhanced left offset char 0.9, 0 font SMALL tc rgb INK title "Nummer", \
    "value.dat" using 1:2:3 with labels noenhanced center offset char 0, 0.6 font BOLD tc rgb BLUE title "Värden", \
    "named.dat" using 1:($3 == 1 ? $4 : OUTSIDE):2 with labels noenhanced left offset char 0.5, 0 font SMALL tc rgb INK title "Bedömning", \
    "named.dat" using 1:($3 == 0 ? $4 : OUTSIDE):2 with labels noenhanced right offset char -0.5, 0 font SMALL tc rgb INK title "Bedömning", \
    "end.dat" using 1:($4 == 1 ? $2 : OUTSIDE):3 with labels noenhanced left offset char 1, 0 font BOLD tc rgb BLUE title "Utfall", \
    "end.dat" using 1:($4 == 2 ? $2 : OUTSIDE):3 with labels noenhanced left offset char 1, 0 font SMALL tc rgb PLUM title "Anpassad utveckling"
