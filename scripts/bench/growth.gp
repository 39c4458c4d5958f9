# growth.gp - draws growth.svg (processor time and memory of a record, by size) from growth.txt, which scripts/bench/growth.sh has written.
set datafile separator ","
set terminal svg size 640, 360 font "Liberation Sans,12" background "#ffffff"
set grid ytics lc rgb "#E3E3E3"
set border 1
set output "growth.svg"
set title "clean + turnover: processor time and memory of a record, by size" noenhanced
set logscale x
set xlabel "records"
set ylabel "microseconds a record"
set y2label "bytes a record"
set y2tics
set yrange [0:]
set y2range [0:]
set key top right
of(what, a, b) = stringcolumn(1) eq what ? a * b : NaN
plot "growth.txt" using 2:(of("spells", $3, 1e6) / $2) with linespoints pt 7 lc rgb "#12436D" title "time, spells", \
    "" using 2:(of("snapshots", $3, 1e6) / $2) with linespoints pt 6 lc rgb "#12436D" title "time, snapshots", \
    "" using 2:(of("spells", $4, 1048576) / $2) axes x1y2 with linespoints pt 5 lc rgb "#F46A25" title "memory, spells", \
    "" using 2:(of("snapshots", $4, 1048576) / $2) axes x1y2 with linespoints pt 4 lc rgb "#F46A25" title "memory, snapshots"
unset output
