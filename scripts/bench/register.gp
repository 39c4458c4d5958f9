# register.gp - draws register.svg, the seconds of each tool at the largest size, from register.txt, which scripts/bench/register.sh has
# written, and largest.txt, its tools and seconds at that size.
set datafile separator ","
set encoding utf8
stats "register.txt" using 2 nooutput
SPELLS = STATS_max
stats "largest.txt" using 2 nooutput

set terminal svg size 640, 360 font "Liberation Sans,12" background "#ffffff"
set output "register.svg"
set title sprintf("From %g million spells to annual turnover: seconds by the clock", SPELLS / 1e6) noenhanced
set key off
set border 1 lc rgb "#7F7F7F"
set xtics nomirror scale 0 textcolor rgb "#1A1A1A"
unset ytics
set style fill solid noborder
set boxwidth 0.6
set yrange [0:*]
set xrange [-0.6:STATS_records - 0.4]
set offsets 0, 0, graph 0.08, 0
is_ours(name) = name eq "ours"
plot "largest.txt" using 0:(is_ours(stringcolumn(1)) ? $2 : NaN):xtic(1) with boxes lc rgb "#12436D", \
    "" using 0:(is_ours(stringcolumn(1)) ? NaN : $2) with boxes lc rgb "#9A9A9A", \
    "" using 0:2:(sprintf("%.1f", $2)) with labels offset 0, 0.7 noenhanced
unset output
