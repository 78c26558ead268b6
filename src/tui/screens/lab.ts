/** The order lab: the moves on the left, the timeline of the learner's order on the right. */
import type { Lab, LabChallenge } from '../../content/model.ts';
import { judgeOrder, type Judgement } from '../../engine/fleet/challenge.ts';
import type { LabMoveRun } from '../../engine/fleet/model.ts';
import type { LabPanel, LessonState, Tutor } from '../../engine/tutor/state.ts';
import { beside, frame, scrolled, type Frame, type Size } from '../frame.ts';
import type { Line, Span } from '../text/line.ts';
import { printable } from '../text/visible.ts';
import { cutLine, plainLine } from '../text/width.ts';
import { wrapLine } from '../text/wrap.ts';
import { lessonHeader } from './lessonHeader.ts';
import { statusLine } from './status.ts';
import { countWords, requestLine } from './traffic.ts';

/** The lab over a lesson. */
export function labFrame(tutor: Tutor, lesson: LessonState, panel: LabPanel, size: Size): Frame {
  const lab = lesson.lesson?.lab ?? null;
  return frame(tutor, size, {
    ...lessonHeader(lesson),
    body: (body) => (lab === null ? [] : labBody(lesson, lab, panel, body)),
    status: statusLine(tutor, lab === null ? [] : labStatus(lab, panel)),
  });
}

function labBody(lesson: LessonState, lab: Lab, panel: LabPanel, { columns, rows }: Size): readonly Line[] {
  const top = [...challengeLines(lesson, lab, panel, columns), []];
  const left = Math.min(36, Math.floor(columns * 0.45));
  const room = rows - top.length;
  const moves = moveLines(lab, panel, left, room);
  const timeline = scrolled(
    timelineLines(lab, panel, columns - left - 3),
    panel.scroll,
    room,
    'PageUp PageDown',
  );
  return [...top, ...beside(moves, timeline, left)];
}

function challengeLines(lesson: LessonState, lab: Lab, panel: LabPanel, columns: number): readonly Line[] {
  const challenge = lab.challenges[panel.challenge];
  const heading: Line = [{ text: printable(lab.title), style: 'heading' }];
  if (challenge === undefined) return [heading];
  const best = lesson.lab[challenge.title];
  const place: Span = { text: `${panel.challenge + 1} of ${lab.challenges.length} · `, style: 'quiet' };
  const done: Span[] =
    best === undefined ? [] : [{ text: ` · ✓ met in ${best.length} moves`, style: 'success' }];
  return [
    cutLine(
      [...heading, { text: ' · ' }, place, { text: printable(challenge.title), style: 'strong' }, ...done],
      columns,
    ),
    ...wrapLine([{ text: printable(challenge.goal) }], columns).slice(0, 3),
  ];
}

/** All moves, those made with their number in the order. */
function moveLines(lab: Lab, panel: LabPanel, width: number, room: number): readonly Line[] {
  const first = Math.min(Math.max(0, panel.cursor - room + 2), Math.max(0, lab.moves.length - room + 1));
  const head: Line = [{ text: 'moves', style: 'quiet' }];
  const lines = lab.moves.map((move, index): Line => {
    const made = panel.order.indexOf(move.id);
    const here = index === panel.cursor;
    return cutLine(
      [
        { text: here ? '▶ ' : '  ', style: 'current' },
        { text: made < 0 ? '   ' : `${made + 1}.`.padEnd(3), style: 'quiet' },
        {
          text: printable(move.label),
          ...(made >= 0 ? { style: 'quiet' as const } : here ? { style: 'current' as const } : {}),
        },
      ],
      width,
    );
  });
  return [head, ...lines.slice(first, first + room - 1)];
}

/** What happened at each move: the fleet, its requests, and where it first went wrong. */
function timelineLines(lab: Lab, panel: LabPanel, width: number): readonly Line[] {
  const head: Line = [{ text: 'your order', style: 'quiet' }];
  if (panel.order.length === 0) {
    return [
      head,
      ...wrapLine([{ text: 'Make a move: it is run at once, with the application working.' }], width),
    ];
  }
  if (panel.run === null)
    return [head, [{ text: panel.running ? 'Running…' : 'It was stopped.', style: 'quiet' }]];
  const { moves, firstWrong } = panel.run;
  return [
    head,
    ...moves.flatMap((move, index) => moveRunLines(lab, move, index, firstWrong === index, width)),
  ];
}

function moveRunLines(
  lab: Lab,
  move: LabMoveRun,
  index: number,
  first: boolean,
  width: number,
): readonly Line[] {
  const label = lab.moves.find((each) => each.id === move.id)?.label ?? move.id;
  const troubles = move.requests.filter((request) => request.verdict !== 'ok');
  const wrong = troubles.length > 0 || move.error !== null;
  const mark: Span = wrong ? { text: '✗ ', style: 'error' } : { text: '✓ ', style: 'success' };
  const fleet = move.fleet.map(printable).join(' ');
  const lines: Line[] = [
    cutLine(
      [mark, { text: `${index + 1}. ${printable(label)}` }, { text: `  ${fleet}`, style: 'quiet' }],
      width,
    ),
  ];
  if (first) lines.push([{ text: '   It first goes wrong here.', style: 'error' }]);
  if (move.error !== null)
    lines.push(...wrapLine([{ text: `   ${printable(move.error)}`, style: 'error' }], width));
  for (const request of troubles.slice(0, first ? 3 : 1)) {
    lines.push(cutLine([{ text: '   ' }, ...requestLine(request)], width));
    if (first && request.error !== null)
      lines.push(
        ...wrapLine([{ text: `     ${printable(request.error)}`, style: 'quiet' }], width).slice(0, 2),
      );
  }
  if (!move.reversible)
    lines.push([{ text: '   There is no way back from here without loss.', style: 'warning' }]);
  return lines;
}

function labStatus(lab: Lab, panel: LabPanel): Line {
  if (panel.running) return [{ text: 'Running… Ctrl-C stops it.' }];
  const challenge = lab.challenges[panel.challenge];
  if (panel.run === null || challenge === undefined)
    return [{ text: `${lab.fleet.join(', ')} runs at the start.` }];
  const { met, reasons } = judge(lab, challenge, panel);
  const count = countWords(panel.run.count);
  return met
    ? [{ text: `✓ Met. ${count}.`, style: 'success' }]
    : [
        { text: `${printable(reasons[0] ?? '')} `, style: 'strong' },
        { text: count, style: 'quiet' },
      ];
}

function judge(lab: Lab, challenge: LabChallenge, panel: LabPanel): Judgement {
  return panel.run === null ? { met: false, reasons: [] } : judgeOrder(lab, challenge, panel.run);
}

/** The lab for a screen reader. */
export function labSpoken(lesson: LessonState, panel: LabPanel): readonly string[] {
  const lab = lesson.lesson?.lab ?? null;
  if (lab === null) return [];
  const width = 10_000;
  return [
    ...challengeLines(lesson, lab, panel, width).map(plainLine),
    ...lab.moves.map((move, index) => {
      const made = panel.order.indexOf(move.id);
      return `${index === panel.cursor ? 'Here: ' : ''}${printable(move.label)}${made < 0 ? '' : `, made as number ${made + 1}`}.`;
    }),
    ...timelineLines(lab, panel, width).map(plainLine),
    plainLine(labStatus(lab, panel)),
  ];
}
