# bench.gp - draws growth.svg (seconds and memory a million spells, by size) and register.svg (seconds of each tool at the largest size)
# from register.txt, which scripts/bench/register.sh has written, and largest.txt, its tools and seconds at that size.
set datafile separator ","
set key off
set terminal svg size 640, 360 font "Liberation Sans,12" background "#ffffff"
set grid ytics lc rgb "#E3E3E3"
set border 1
stats "register.txt" using 2 nooutput
LARGEST = STATS_max

set output "growth.svg"
set title "clean + turnover, seconds and bytes a spell by size of the register" noenhanced
set logscale x
set xlabel "spells"
set ylabel "microseconds a spell"
set y2label "bytes a spell"
set y2tics
set yrange [0:]
set y2range [0:]
set key bottom right
ours(a, b) = stringcolumn(1) eq "ours" ? a * b : NaN
plot "register.txt" using 2:(ours($3, 1e6) / $2) with linespoints pt 7 lc rgb "#12436D" title "time", \
    "" using 2:(ours($4, 1048576) / $2) axes x1y2 with linespoints pt 5 lc rgb "#F46A25" title "memory"

set output "register.svg"
reset
set datafile separator ","
set key off
set border 1
set title sprintf("From %.0f spells to annual turnover, seconds", LARGEST) noenhanced
set style fill solid
set boxwidth 0.6
set yrange [0:]
set grid ytics lc rgb "#E3E3E3"
plot "largest.txt" using 0:2:xtic(1) with boxes lc rgb "#12436D"
unset output
