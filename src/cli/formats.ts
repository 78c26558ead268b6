/** The public JSON formats, as the help of their commands describes them. */

/** Of `run --json`. */
export const RUN_FORMAT = `
The format of --json: one object. "format" is 2 and will change only if a reader could break.

{"format":2,"lesson":{"number","slug","title"},"steps":[{"number","title",
  "migration":null|{"name","direction":"up"|"rollback","kind":"schema"|"data"|"both","checksum"},
  "statements":[{"sql","rowsChanged","error":null|"…","expectedError":true|false,
     "said":["…"]}],
  "tables":{"visits":{"before":null|{"columns":[{"name","type","notNull","default","primaryKey"}],
                                     "rows":[[…]]},"after":…,
     "diff":{"columns":{"added":[…],"removed":[…],"renamed":[{"from","to"}],
                        "doubtful":[{"from","to":[…]}],"changed":[…]},
             "rows":{"added":n,"removed":n,"changed":n,"newKeys":n},
             "others":[{"how":"added"|"removed"|"changed","what","now"}],"rebuilt":true|false,
             "lost":{"rows":n,"values":n,"coerced":n}}}},
  "settings":[{"name","before":null|"…","after":null|"…"}],
  "dangling":[{"table","columns":[…],"target","missing":"table"|"column"|"rows","rows":n}],
  "ledger":null|[{"name","checksum","appliedAt"}],
  "fleet":["A0","A1"],
  "apps":{"A0":{"write":"ok"|"fails"|"stale"|"null","read":"ok"|"fails"|"stale"|"null",
     "error":null|"…","afterwards":{"A0":"ok","A1":"ok"|"fails"|"stale"|"null"}}},
  "traffic":null|{"served":n,"failed":n,"stale":n,"lost":n}}]}

- kind is found from what the migration did; one that changed nothing is judged by its statements.
- tables holds every table before or after the step, by its name afterwards, except the ledger
  (schema_migrations), which is in ledger.
- rowsChanged is what the statement itself changed, without triggers and cascades; diff counts
  those too.
- said is what the statement did in sentences, as the screen says it; empty where nothing changed.
- In lost, values counts values that became NULL or whose column is gone, coerced those that
  changed their type. What is still there is not lost: a column that was copied under another name
  is in renamed, a row that is there under another key counts in newKeys. doubtful names a removed
  column whose values are all there, in columns of which none can be said to be the same.
- others holds indexes, triggers, foreign keys, checks, the primary key and options, one by one;
  rebuilt says that the table was made anew in the step.
- settings are user_version and application_id where they changed; dangling the foreign keys that
  lead nowhere since the step, because a table, a column or rows are gone.
- New in format 2: said, doubtful, newKeys, others, rebuilt, settings, dangling; renamed has columns
  that were copied, too, and lost leaves out what is still there.
- fleet names the versions of the application that run at the step's end, apps what each version
  of the lesson, running or not, can do then; what they write for it is undone. [] and {} in a
  lesson without an application.
- fails: the SQL is an error, in error. null: NULL is read where a value should be. stale: another
  value is read, or a row is missing. A write is ok when it runs and its own version reads it
  right; what each version reads after it is in afterwards, so a write that is ok may still leave
  others reading wrong.
- traffic counts the requests that really happened in the step, each once: answered rightly, ended
  in an error, answered with a stale value, or with NULL or without a row. Null where there were
  none.
- An INTEGER beyond ±(2^53 − 1) is a string, a BLOB is {"blob":"<hex>"}.`;

/** Of `check --json`. */
export const CHECK_FORMAT = `
The format of --json:

{"format":1,"lesson":"…","solved":true|false,"points":n,"maxPoints":n,"knownMistake":null|"…",
 "checks":[{"name","dataset":"shown"|"hidden","passed":true|false|null,"message","expected":…,
   "actual":…,"points":n}],
 "error":null|{"about":"statement"|"line"|"answer","statement":n,"line":n,"message"},
 "engine":{"sqlite":"…"}}

- passed is null for a check that could not be run because an earlier one failed.
- line counts in your file, and is that of the word which the database complains of where it names
  one, else that of the statement; statement counts within its migration.`;
