export function isPinnedNode(): boolean;
export function pinnedNode(): string;
export function pinnedEnvironment(root: string, env?: NodeJS.ProcessEnv): Record<string, string>;
export function continueOnPinnedNode(scriptPath: string): Promise<void>;
