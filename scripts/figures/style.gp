# style.gp - how every figure looks: page, letters, colours, words above and below. Loaded by draw.gp, once for each format.
#
# For the script stand: T(i) and N(i), the labels and numbers of its own, from 1; X(cm), Y(cm) from the left and from the
# bottom of the page as screen coordinates; TOP and BOTTOM, the room of the drawing in cm; the colours and SMALL, a font.

OUTSIDE = -9999 # where what is not drawn is put

set encoding utf8
set decimalsign ","
set datafile separator "\t"

array NUMBER[300]
array TEXT[300]
stats "number.dat" using (NUMBER[int($0) + 1] = $1, 0) nooutput
stats "text.dat" using (TEXT[int($0) + 1] = stringcolumn(1), 0) nooutput
N_TITLE = int(NUMBER[2])
N_SUBTITLE = int(NUMBER[3])
N_NOTES = int(NUMBER[4])
N(i) = NUMBER[4 + i]
T(i) = TEXT[N_TITLE + N_SUBTITLE + N_NOTES + i]

# The page, in cm: 16 is the width of a column of A4 with 2.5 cm margins.
WIDTH = 16.0
HEAD = 0.35 + 0.58 * N_TITLE + 0.46 * N_SUBTITLE + 0.25
FOOT = 0.40 + 0.38 * N_NOTES
HEIGHT = HEAD + NUMBER[1] + FOOT
TOP = HEIGHT - HEAD
BOTTOM = FOOT
X(cm) = cm / WIDTH
Y(cm) = cm / HEIGHT

# The same size of letters and lines in both: an SVG counts 96 pixels to the inch, the PNG has 200.
FACE = "Liberation Sans"
if (FORMAT eq "svg") {
    set terminal svg noenhanced size WIDTH / 2.54 * 96, HEIGHT / 2.54 * 96 font FACE . ",10" fontscale 96 / 72.0 linewidth 1 \
        butt dashlength 0.8 background "#ffffff" name "figur"
    set output "figure.svg"
} else {
    set terminal pngcairo noenhanced size int(WIDTH / 2.54 * 200), int(HEIGHT / 2.54 * 200) font FACE . ",10" fontscale 200 / 96.0 * 1.0 \
        linewidth 200 / 96.0 pointscale 200 / 96.0 butt dashlength 0.8 background "#ffffff"
    set output "figure.png"
}
# A point of size 1 is smaller in an SVG than in a PNG.
PS = FORMAT eq "svg" ? 1.4 : 1.0
TITLE_FONT = FACE . " Bold,13"
BOLD = FACE . " Bold,9"
SMALL = FACE . ",9"
NOTE_FONT = FACE . ",8.5"

# At most four colours that keep apart for who sees colours in another way and in grey; what they say is said by shape, dash or
# a word as well (the palette of the UK Government Analysis Function).
BLUE = "#12436D"
TEAL = "#28A197"
PLUM = "#801650"
ORANGE = "#F46A25"
BAND = "#C9D5E0"
GREY = "#9A9A9A"
FAINT = "#E3E3E3"
INK = "#1A1A1A"
MUTED = "#595959"

# Axes: no box, a light horizontal grid.
set border 1 lc rgb "#7F7F7F" lw 0.8
set xtics nomirror out scale 0.5 textcolor rgb MUTED font SMALL
set ytics nomirror scale 0 textcolor rgb MUTED font SMALL
set grid ytics lc rgb FAINT lw 0.8 lt 1 dt 1
set grid back
set key off
set style fill solid 1.0 noborder

# Words: title and subtitle from the top, notes from the bottom.
do for [i = 1:N_TITLE] {
    set label i TEXT[i] at screen X(0.3), screen Y(HEIGHT - 0.20 - 0.58 * (i - 0.5)) left noenhanced font TITLE_FONT tc rgb INK
}
do for [i = 1:N_SUBTITLE] {
    set label N_TITLE + i TEXT[N_TITLE + i] at screen X(0.3), \
        screen Y(HEIGHT - 0.32 - 0.58 * N_TITLE - 0.46 * (i - 0.5)) left noenhanced tc rgb MUTED
}
do for [i = 1:N_NOTES] {
    set label N_TITLE + N_SUBTITLE + i TEXT[N_TITLE + N_SUBTITLE + i] at screen X(0.3), \
        screen Y(0.18 + 0.38 * (N_NOTES - i + 0.5)) left noenhanced font NOTE_FONT tc rgb MUTED
}
