import { z } from 'zod';
import { run } from './process.ts';

/**
 * Fewer modules than this, and the tool did not see the code: with a TypeScript that it does not know,
 * dependency-cruiser finds nothing, and nothing breaks no rule. Raise them as the project grows.
 */
const leastModules = { 'src-main': 200, 'src-renderer': 100, 'src-shared': 12, 'src-preload': 1 };
/** Imports between modules; modules without any were not parsed. */
const leastDependencies = 900;

const resultSchema = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    totalDependenciesCruised: z.number(),
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string() }),
        cycle: z.array(z.object({ name: z.string() })).optional(),
      }),
    ),
  }),
});

/** The layers of docs/architecture.md, as .dependency-cruiser.cjs has them. */
export async function checkLayers(): Promise<{ isGood: boolean; text: string }> {
  const folders = Object.keys(leastModules);
  const options = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const { output } = await run('depcruise', [...folders, ...options]);
  const parsed = resultSchema.safeParse(parseJson(output));
  if (!parsed.success) return { isGood: false, text: output };
  const { modules, summary } = parsed.data;

  const problems = [
    ...summary.violations.map(({ rule, from, to, cycle }) =>
      cycle
        ? `${rule.name}: ${[from, ...cycle.map((step) => step.name)].join(' → ')}`
        : `${rule.name}: ${from} → ${to}`,
    ),
    ...Object.entries(leastModules).flatMap(([folder, least]) => {
      const seen = modules.filter(({ source }) => source.startsWith(`${folder}/`)).length;
      return seen < least ? [`Only ${seen} modules were seen in ${folder}, expected at least ${least}.`] : [];
    }),
  ];
  if (summary.totalDependenciesCruised < leastDependencies) {
    problems.push(
      `Only ${summary.totalDependenciesCruised} imports were seen, expected at least ${leastDependencies}.`,
    );
  }
  const seen = `${modules.length} modules, ${summary.totalDependenciesCruised} imports`;
  return problems.length > 0 ? { isGood: false, text: problems.join('\n') } : { isGood: true, text: seen };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not a report but a message of the tool; the caller shows it.
    return null;
  }
}
