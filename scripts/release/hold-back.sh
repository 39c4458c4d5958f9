#!/bin/sh
# hold-back.sh FOLDER - marks public tables that did not pass the audit, for whoever finds them lying there. The report beside them, if
# there is one, is an older one.
printf '%s\n' 'LÄMNA INTE UT NÅGOT UR DEN HÄR MAPPEN.' '' \
    'De här tabellerna har inte klarat prövningen: kanske kan uppgifter som inte visas räknas fram ur dem. Därför gjordes ingen rapport av dem.' \
    'Ligger en rapport bredvid är den äldre än tabellerna och stämmer inte med dem. Kör make report igen när det som felmeddelandet nämnde är ändrat: klarar tabellerna' \
    'prövningen tas den här lappen bort.' >"$1/LAMNA-INTE-UT.txt"
