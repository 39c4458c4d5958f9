# draw.gp SCRIPT - draws one figure as figure.svg and figure.png in the current folder.
#
# Constant text: what differs between figures comes from text.dat and number.dat, which stages/figures writes. Text is drawn
# without enhanced mode, so that nothing in a name is read as a command.
#
#   number.dat  height of the drawing (cm); lines of title, of subtitle, of notes; then what the script's own comment says
#   text.dat    those lines, in that order; then the labels of the script
SCRIPT = ARG1
FORMAT = "svg"
load "style.gp"
load SCRIPT
reset
unset output
FORMAT = "png"
load "style.gp"
load SCRIPT
unset output
