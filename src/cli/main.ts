/** The command line: what can be asked for, and the one place where the program's exit status is decided. */
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { EXIT, isExit, type ExitStatus } from './exit.ts';
import { print, printError } from './output.ts';
import { CHECK_FORMAT, RUN_FORMAT } from './formats.ts';
import type { Common } from './options.ts';

/** Runs the program on an argument vector (`process.argv`) and sets the exit status. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await program().parseAsync([...argv]);
  } catch (error) {
    process.exitCode = await explain(error);
  }
}

function program(): Command {
  const root = new Command('learn-migrations')
    .description("A course in changing a database's schema and data, in the terminal.")
    .version(process.env['PROGRAM_VERSION'] ?? '0.0.0', '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .option('--lessons <folder>', 'take another course: a folder with lessons/ and fixtures/')
    .option('--no-color', 'no colours (NO_COLOR does the same)')
    .argument('[lesson]', 'a lesson to open: its number, its slug or a part of it')
    .option('--step <number>', 'open the lesson at this step', wholeNumber)
    // A misspelt command comes with the arguments of the command: commands/play.ts says what was probably meant.
    .allowExcessArguments(true)
    .enablePositionalOptions(false)
    .showSuggestionAfterError()
    .configureOutput({ writeOut: (text) => void print(text), writeErr: () => undefined })
    .exitOverride()
    .addHelpText(
      'after',
      [
        '',
        'Without a lesson the course opens where you stopped.',
        '',
        'Exit status: 0 done, 1 not solved, 2 wrong use, 3 a broken lesson, 4 a fault of the program.',
      ].join('\n'),
    )
    .action(async (lesson: string | undefined, options: Common & { step?: number }) => {
      const { play } = await import('./commands/play.ts');
      const commands = root.commands.map((command) => command.name());
      await play(lesson, options, {
        help: () => root.helpInformation(),
        commands,
        excess: root.args.slice(1),
      });
    });
  root
    .command('list')
    .description('list the lessons, with your progress')
    .option('--json', 'as JSON')
    .action(async (_own: unknown, command: Command) => {
      const { list } = await import('./commands/list.ts');
      await list(command.optsWithGlobals<Common & { json?: true }>());
    });
  root
    .command('run <lesson>')
    .description("play a lesson without a terminal: each step's SQL, before and after")
    .option('--json', 'as JSON, in the format below')
    .addHelpText('after', RUN_FORMAT)
    .action(async (lesson: string, _own: unknown, command: Command) => {
      const { run } = await import('./commands/run.ts');
      await run(lesson, command.optsWithGlobals<Common & { json?: true; step?: number }>());
    });
  root
    .command('practice <lesson>')
    .description('the exercise of a lesson: write the migration and have it checked')
    .option(
      '--watch [file]',
      'check a file of your own editor at every save; without a name <lesson>.sql in the current folder',
    )
    .action(async (lesson: string, _own: unknown, command: Command) => {
      const { practice } = await import('./commands/practice.ts');
      await practice(lesson, command.optsWithGlobals<Common & { watch?: string | true }>());
    });
  root
    .command('check <lesson> [file]')
    .description('check an answer to the exercise of a lesson; reads standard input for -')
    .option('--json', 'as JSON, in the format below')
    .addHelpText('after', CHECK_FORMAT)
    .action(async (lesson: string, file: string | undefined, _own: unknown, command: Command) => {
      const { check } = await import('./commands/check.ts');
      await check(lesson, file, command.optsWithGlobals<Common & { json?: true }>());
    });
  root
    .command('lab <lesson>')
    .description('the order lab: your own order of deploys and migrations, run')
    .action(async (lesson: string, _own: unknown, command: Command) => {
      const { lab } = await import('./commands/lab.ts');
      await lab(lesson, command.optsWithGlobals<Common>());
    });
  root
    .command('export <lesson>')
    .description('the drawing of a lesson: phases, versions and ways back, as a picture')
    .requiredOption('--format <format>', 'svg')
    .option('--output <file>', 'write to a file instead of standard output')
    .action(async (lesson: string, _own: unknown, command: Command) => {
      const { exportLesson } = await import('./commands/export.ts');
      await exportLesson(lesson, command.optsWithGlobals<Common & { format: string; output?: string }>());
    });
  root
    .command('progress')
    .description('what you have done')
    .option('--json', 'as JSON')
    .option('--csv', 'as CSV')
    .action(async (_own: unknown, command: Command) => {
      const { showProgress } = await import('./commands/progress.ts');
      await showProgress(command.optsWithGlobals<Common & { json?: true; csv?: true }>());
    });
  root
    .command('reset [lesson]')
    .description('forget the progress of a lesson, or of the whole course; asks first')
    .option('-y, --yes', 'do not ask')
    .action(async (lesson: string | undefined, _own: unknown, command: Command) => {
      const { reset } = await import('./commands/reset.ts');
      await reset(lesson, command.optsWithGlobals<Common & { yes?: true }>());
    });
  const dev = root.command('dev').description('for authors of lessons');
  dev
    .command('check [folder]')
    .description('prove a course: every lesson plays, every rollback restores, every exercise holds')
    .action(async (folder: string | undefined, _own: unknown, command: Command) => {
      const { devCheck } = await import('./commands/dev.ts');
      await devCheck(folder, command.optsWithGlobals<Common>());
    });
  for (const command of [...root.commands, ...dev.commands]) {
    command
      .helpOption('-h, --help', 'print this help')
      .exitOverride()
      .allowExcessArguments(false)
      .configureOutput({ writeOut: (text) => void print(text), writeErr: () => undefined });
  }
  return root;
}

function wholeNumber(text: string): number {
  if (!/^[1-9][0-9]{0,5}$/.test(text)) throw new InvalidArgumentError('It is a whole number from 1.');
  return Number(text);
}

/** Says what went wrong, in the words that help, and returns the status to exit with. */
async function explain(error: unknown): Promise<ExitStatus> {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.done;
    if (error.code === 'commander.help') {
      await printError('learn-migrations: dev what? See learn-migrations dev --help.');
      return EXIT.usage;
    }
    await printError(
      `${error.message.replace(/^error: /, 'learn-migrations: ')}\nTry learn-migrations --help.`,
    );
    return EXIT.usage;
  }
  if (isExit(error)) {
    if (error.message !== '') await printError(error.message);
    return error.status;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  await printError(`learn-migrations: a fault of the program, not of yours.\n${detail}`);
  return EXIT.fault;
}
