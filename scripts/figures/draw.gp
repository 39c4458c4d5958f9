# draw.gp SCRIPT [FORMAT] - draws one figure as figure.svg and figure.png in the current folder, or as the one of FORMAT, svg or png.
#
# Constant text: what differs between figures comes from text.dat and number.dat, which stages/figures writes. Text is drawn
# without enhanced mode, so that nothing in a name is read as a command.
#
#   number.dat  height of the drawing (cm); lines of title, of subtitle, of notes; then what the script's own comment says
#   text.dat    those lines, in that order; then the labels of the script
SCRIPT = ARG1
ONLY = ARG2
do for [FORMAT in ONLY eq "" ? "svg png" : ONLY] {
    load "style.gp"
    load SCRIPT
    reset
    unset output
}
