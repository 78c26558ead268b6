/** The order lab: what is asked, the moves on the left, the timeline of the learner's order on the right. */
import type { Lab } from '../../course/model.ts';
import { timelineBlock } from '../../view/timeline.ts';
import { goalsOf, isLabReady, judgeOrder, type Goal } from '../../rollout/challenge.ts';
import type { LabPanel, LessonState, Tutor } from '../../tutor/state.ts';
import { frame, type Frame, type Surface } from '../frame.ts';
import { beside, type Size } from '../../render/terminal/layout.ts';
import { scrolled } from '../../render/terminal/scroll.ts';
import type { Scrolling } from '../scroll.ts';
import type { Line, Span, Style } from '../../render/spans/line.ts';
import { timelineLines } from '../../render/terminal/blocks/timeline.ts';
import { packed } from '../../render/terminal/text/packed.ts';
import { proseLines } from '../../render/terminal/text/prose.ts';
import { printable } from '../../render/spans/visible.ts';
import { cutLine, lineWidth } from '../../render/terminal/text/width.ts';
import { widthOf } from '../../words/width.ts';
import { wrapLine } from '../../render/terminal/text/wrap.ts';
import { lessonHeader } from './lessonHeader.ts';
import { statusLine } from './status.ts';
import { countWords } from '../../render/words/requests.ts';

/** What the lab is for. */
export const PURPOSE = 'Put the moves in an order in which nothing fails.';
/** From this height of the body on, purpose and challenges have lines of their own. */
const ROOMY = 17;
const GAP = 3;
/** Columns of the list of moves at least, and those in front of a move's label. */
const LEAST_MOVES = 30;
const MOVE_MARGIN = 5;

/** The lab over a lesson. */
export function labFrame(tutor: Tutor, lesson: LessonState, panel: LabPanel, size: Surface): Frame {
  const lab = lesson.lesson?.lab ?? null;
  const { title } = lessonHeader(lesson);
  return frame(tutor, size, {
    title,
    place: lab === null ? [] : labPlace(lab, panel),
    share: lab === null ? 0 : panel.order.length / Math.max(1, lab.moves.length),
    body: (body, scrolling) => (lab === null ? [] : labBody(lesson, lab, panel, body, scrolling)),
    status: statusLine(tutor, lab === null ? [] : labStatus(lesson, lab, panel)),
  });
}

/** `[A1] · order lab`: the versions that run at the end of the learner's order. */
function labPlace(lab: Lab, panel: LabPanel): Line {
  const deployed = panel.order.flatMap((id) => {
    const move = lab.moves.find((each) => each.id === id);
    return move?.type === 'deploy' ? [move.version] : [];
  });
  const last = deployed.at(-1);
  const fleet = last === undefined ? lab.fleet : [last];
  return [
    { text: fleet.map((version) => `[${printable(version)}]`).join(' '), style: 'strong' },
    { text: ' · order lab' },
  ];
}

function labBody(
  lesson: LessonState,
  lab: Lab,
  panel: LabPanel,
  { columns, rows }: Size,
  scrolling: Scrolling,
): readonly Line[] {
  const top = [...topLines(lesson, lab, panel, columns, rows >= ROOMY), []];
  const label = Math.max(...lab.moves.map((move) => widthOf(printable(move.label))));
  const left = Math.min(Math.max(LEAST_MOVES, label + MOVE_MARGIN), Math.floor(columns * 0.48));
  const room = rows - top.length;
  const moves = moveLines(lab, panel, left, room);
  const right = rightLines(lab, panel, { columns: columns - left - GAP, rows: room }, scrolling);
  return [...top, ...beside(moves, right, left, GAP)];
}

/** Purpose, challenges, the goal of the present one, and how the order stands to it. */
function topLines(
  lesson: LessonState,
  lab: Lab,
  panel: LabPanel,
  columns: number,
  roomy: boolean,
): readonly Line[] {
  const heading: Line = [
    { text: printable(lab.title), style: 'heading' },
    { text: `  ${PURPOSE}`, style: 'quiet' },
  ];
  const challenge = lab.challenges[panel.challenge];
  const top = roomy ? [cutLine(heading, columns)] : [];
  if (challenge === undefined) return top;
  return [
    ...top,
    challengeTabs(lesson, lab, panel, columns),
    ...wrapLine([{ text: printable(challenge.goal) }], columns).slice(0, 3),
    ...packed(goalsOf(lab, challenge, panel.run).map(goalLine), columns)
      .flatMap((line) => wrapLine(line, columns))
      .slice(0, 3),
  ];
}

const STATES: Readonly<Record<Goal['state'], { readonly mark: string; readonly style: Style }>> = {
  reached: { mark: '✓', style: 'success' },
  open: { mark: '·', style: 'quiet' },
  missed: { mark: '✗', style: 'error' },
};

function goalLine({ words, state }: Goal): Line {
  const { mark, style } = STATES[state];
  return [
    { text: `${mark} `, style },
    { text: printable(words), ...(state !== 'reached' && { style }) },
  ];
}

/** All challenges with whether they have been met; where that is too long, the present one by name alone. */
function challengeTabs(lesson: LessonState, lab: Lab, panel: LabPanel, columns: number): Line {
  const tabs = (named: (index: number) => boolean): Line =>
    lab.challenges.flatMap(({ title }, index): readonly Span[] => {
      const here = index === panel.challenge;
      const best = lesson.lab[title];
      const { mark, style } = STATES[best === undefined ? 'open' : 'reached'];
      const met = best === undefined ? 'not met' : `met in ${best.length} moves`;
      const text = named(index) ? ` ${printable(title)}${here ? ` (${met})` : ''}` : '';
      return [
        {
          text: `${index === 0 ? '' : '  '}${here ? '▶' : ' '}${index + 1} `,
          style: here ? 'current' : 'quiet',
        },
        { text: mark, style },
        { text, style: here ? 'current' : 'quiet' },
      ];
    });
  const all = tabs(() => true);
  return cutLine(lineWidth(all) <= columns ? all : tabs((index) => index === panel.challenge), columns);
}

/** All moves, those made with their number in the order. */
function moveLines(lab: Lab, panel: LabPanel, width: number, room: number): readonly Line[] {
  const first = Math.min(Math.max(0, panel.cursor - room + 2), Math.max(0, lab.moves.length - room + 1));
  const made = panel.order.length;
  const below = lab.moves.length - first - (room - 1);
  const more = below > 0 ? ` · ↓ ${below} more` : '';
  const said = ['moves · ', ''].map((what) => `${what}${made} of ${lab.moves.length} made${more}`);
  const head = cutLine([{ text: said.find((text) => widthOf(text) <= width) ?? '', style: 'quiet' }], width);
  const lines = lab.moves.map((move, index): Line => {
    const at = panel.order.indexOf(move.id);
    const here = index === panel.cursor;
    return cutLine(
      [
        { text: here ? '▶ ' : '  ', style: 'current' },
        { text: at < 0 ? '   ' : `${at + 1}.`.padEnd(3), style: 'quiet' },
        {
          text: printable(move.label),
          ...(at >= 0 ? { style: 'quiet' as const } : here ? { style: 'current' as const } : {}),
        },
      ],
      width,
    );
  });
  return [head, ...lines.slice(first, first + room - 1)];
}

/** The timeline, or what the lab is about while no move has been made. */
function rightLines(
  lab: Lab,
  panel: LabPanel,
  { columns: width, rows: room }: Size,
  scrolling: Scrolling,
): readonly Line[] {
  const head: Line = [{ text: panel.order.length === 0 ? 'how it works' : 'your order', style: 'quiet' }];
  const keys = 'PageUp PageDown';
  if (panel.order.length === 0) {
    const lines = [
      ...wrapLine([{ text: 'Enter makes the move on the left: it is run at once.', style: 'strong' }], width),
      [],
      ...proseLines(lab.task, width),
    ];
    const region = scrolling.region('rows', 'how the lab works', [lab]);
    return [head, ...scrolled(lines, region, room - 1, keys)];
  }
  if (panel.run === null)
    return [head, [{ text: panel.running ? 'Running…' : 'It was stopped.', style: 'quiet' }]];
  const { lines, from } = timelineLines(timelineBlock(lab, panel.run), width);
  const region = scrolling.region('rows', 'timeline', [panel.run]);
  return [head, ...scrolled(lines, region, room - 1, keys, from)];
}

/** How the order stands to the challenge, in one line. */
function labStatus(lesson: LessonState, lab: Lab, panel: LabPanel): Line {
  const { said, met, count } = labStanding(lesson, lab, panel);
  if (met) return [{ text: '✓ Met. ', style: 'success' }, { text: `${count}${nextWords(lab, panel)}` }];
  return count === ''
    ? [{ text: said }]
    : [
        { text: `${said} `, style: 'strong' },
        { text: count, style: 'quiet' },
      ];
}

/** How the order stands to the challenge. Safe to print. */
export interface LabStanding {
  readonly met: boolean;
  /** A sentence; the first reason where the order does not meet the challenge. */
  readonly said: string;
  /** The requests that were made, counted; empty before a run. */
  readonly count: string;
}

export function labStanding(lesson: LessonState, lab: Lab, panel: LabPanel): LabStanding {
  const before = (said: string): LabStanding => ({ met: false, said, count: '' });
  if (panel.running) return before('Running… Ctrl-C stops it.');
  const challenge = lab.challenges[panel.challenge];
  if (panel.run === null || challenge === undefined) {
    if (!isLabReady(lab, lesson.opened, lesson.plays)) return before('The lesson is being played…');
    return before(`${lab.fleet.map(printable).join(', ')} runs at the start.`);
  }
  const { met, reasons } = judgeOrder(lab, challenge, panel.run);
  const count =
    challenge.traffic === 'none' ? 'No requests: the doors are shut.' : `${countWords(panel.run.count)}.`;
  return { met, said: met ? 'Met.' : printable(reasons[0] ?? ''), count };
}

/** Where to go on from a challenge that is met. */
export function nextWords(lab: Lab, panel: LabPanel): string {
  if (lab.challenges.length === 1) return '';
  return panel.challenge < lab.challenges.length - 1
    ? ' Tab: the next challenge.'
    : ' That was the last challenge.';
}
