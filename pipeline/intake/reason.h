/* reason.h - why a record was rejected, and what was noted about one that was kept: the fixed lists behind rejects.csv,
 * notes.csv and fixlista.xlsx.
 *
 * Words are English codes for the tables; texts are Swedish for the person at HR who mends the extract, and hold no
 * values. */
#ifndef INTAKE_REASON_H
#define INTAKE_REASON_H

enum reason {
    REASON_NONE,
    REASON_FIELD_COUNT,
    REASON_STRAY_QUOTE,
    REASON_FIELD_TOO_LONG,
    REASON_BAD_BYTES,
    REASON_REPEATED_HEADER,
    REASON_ID_MISSING,
    REASON_ID_FORMAT,
    REASON_ID_BIRTH_DATE,
    REASON_ID_CHECK_DIGIT,
    REASON_ID_SERIAL,
    REASON_ID_DUMMY,
    REASON_DISTRICT_MISSING,
    REASON_NAME_TOO_LONG,
    REASON_START_MISSING,
    REASON_DATE_FORMAT,
    REASON_DATE_INVALID,
    REASON_DATE_RANGE,
    REASON_START_SENTINEL,
    REASON_END_BEFORE_START,
    REASON_START_AFTER_EXTRACTION,
    REASON_EXTRACTION_MISSING,
    REASON_AGE,
    REASON_BIRTH_YEAR,
    REASON_GRADE_NUMBER,
    REASON_GRADE_RANGE,
    REASON_GRADE_UNIT,
    REASON_PERIOD,
    REASON_COUNT_NUMBER,
    REASON_COUNT_WHOLE,
    REASON_COUNTED_TWICE,
    REASON_COUNT,
};

enum note {
    NOTE_NORMALISED_DATE,
    NOTE_NORMALISED_NUMBER,
    NOTE_NORMALISED_TEXT,
    NOTE_DAMAGED_TEXT,
    NOTE_SIMILAR_NAME,
    NOTE_SAME_NAME,
    NOTE_CENTURY_INFERRED,
    NOTE_INTERIM_NUMBER,
    NOTE_OCCUPATION_MISSING,
    NOTE_BIRTH_YEAR_DOUBTED,
    NOTE_UNTOLD,
    NOTE_UNMAPPED,
    NOTE_RARE_WORD,
    NOTE_UNKNOWN_OF_FEW,
    NOTE_CORRECTED,
    NOTE_MERGED_DUPLICATE,
    NOTE_MERGED_OVERLAP,
    NOTE_MERGED_SUPERSEDED,
    NOTE_REVISED,
    NOTE_VANISHED,
    NOTE_OTHER_POST,
    NOTE_OTHER_DISTRICT,
    NOTE_SAME_DAY_MOVE,
    NOTE_END_WITHOUT_CAUSE,
    NOTE_CAUSE_WITHOUT_END,
    NOTE_NO_FORM_COLUMN,
    NOTE_EXTRACTION_ASSUMED,
    NOTE_IGNORED_COLUMN,
    NOTE_COUNT,
};

/* "field_count" ...; what is wrong; what to do. Borrowed for ever. */
const char *reason_word(enum reason reason);
const char *reason_wrong(enum reason reason);
const char *reason_advice(enum reason reason);

const char *note_word(enum note note);
const char *note_what(enum note note);
/* "" where nothing needs to be done. */
const char *note_advice(enum note note);

#endif
