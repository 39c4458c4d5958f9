# district.gp - one district beside the city: a row of small panels, each with a scale of its own.
#
# Numbers: 1 first x, 2 last x, 3 panels; then for each panel the top of y, and what lies between its ticks.
# Labels: what each panel shows.
# district.dat: x, value, lower, upper, city's value, x of a value that is not shown. One block a panel, which begins with a point
# outside every axis; two empty rows between.
PANELS = int(N(3))
WIDE = (WIDTH - 0.3) / (PANELS < 3 ? 3 : PANELS)
MIDDLE = floor((N(1) + N(2)) / 2)
set xrange [N(1) - 0.6:N(2) + 0.6]
if (N(2) - N(1) >= 2) {
    set xtics (sprintf("%.0f", N(1)) N(1), sprintf("%.0f", MIDDLE) MIDDLE, sprintf("%.0f", N(2)) N(2)) font SMALL
} else {
    set xtics N(1), 1, N(2) format "%.0f" font SMALL
}
set multiplot
do for [i = 1:PANELS] {
    if (i == 2) {
        unset label # words of the page are drawn once
    }
    left = 0.3 + (i - 1) * WIDE
    set lmargin at screen X(left + 0.75)
    set rmargin at screen X(left + WIDE - 0.25)
    set tmargin at screen Y(TOP - 0.62)
    set bmargin at screen Y(BOTTOM + 0.60)
    set yrange [0:N(2 + 2 * i)]
    set ytics 0, N(3 + 2 * i), N(2 + 2 * i) format "%.0f" font SMALL
    set label 299 T(i) at screen X(left), screen Y(TOP - 0.24) left noenhanced font BOLD tc rgb INK
    plot "district.dat" index (i - 1) using 1:3:4 with filledcurves fc rgb BAND title "Osäkerhetsintervall", \
        "district.dat" index (i - 1) using 1:5 with lines lc rgb GREY lw 1.6 dt (14, 8) title "Staden", \
        "district.dat" index (i - 1) using 1:2 with linespoints lc rgb BLUE lw 1.6 pt 7 ps 0.4 * PS title "Förvaltningen", \
        "district.dat" index (i - 1) using 6:(0):("..") with labels noenhanced center offset char 0, 0.5 font BOLD tc rgb INK title "Visas inte"
}
unset multiplot
