import { information, type Part } from './figure.ts';
export const grade: Part = { name: 'grade', needsBuild: true, measure: () => [information('grading', 'there is no check command yet')] };
