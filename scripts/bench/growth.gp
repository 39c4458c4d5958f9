# growth.gp - draws growth.svg (processor time and memory of a record, by size) from growth.txt, which scripts/bench/growth.sh has written.
set datafile separator ","
set encoding utf8
set terminal svg size 720, 360 font "Liberation Sans,12" background "#ffffff"
set output "growth.svg"
set border 1 lc rgb "#7F7F7F"
set logscale x
set xtics nomirror scale 0.5 ("1,000" 1e3, "10,000" 1e4, "100,000" 1e5, "1 million" 1e6, "10 million" 1e7, "100 million" 1e8)
set ytics nomirror scale 0
set grid ytics lc rgb "#E3E3E3" lt 1
set offsets graph 0.12, graph 0.12, 0, 0
set yrange [0:*]
set xlabel "records"
set key top right Left reverse samplen 2
of(what, value) = stringcolumn(1) eq what ? value / $2 : NaN
set multiplot layout 1, 2 title "clean and turnover together, by size of the register" noenhanced
set title "microseconds of processor time a record"
plot "growth.txt" using 2:(of("spells", $3 * 1e6)) with linespoints pt 7 lc rgb "#12436D" title "spells", \
    "" using 2:(of("snapshots", $3 * 1e6)) with linespoints pt 6 dt 2 lc rgb "#12436D" title "monthly snapshots"
set title "bytes of memory a record"
plot "growth.txt" using 2:(of("spells", $4 * 1048576)) with linespoints pt 7 lc rgb "#12436D" title "spells", \
    "" using 2:(of("snapshots", $4 * 1048576)) with linespoints pt 6 dt 2 lc rgb "#12436D" title "monthly snapshots"
unset multiplot
unset output
