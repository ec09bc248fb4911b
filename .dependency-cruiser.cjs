/**
 * The layers of docs/architecture.md as rules. A folder's list names all that it may import of this project; the
 * rest is forbidden, so a new folder has to be given its place here before anything can use it.
 */

const mayImport = {
  'src-shared': [],
  'src-preload': ['src-shared'],
  'src-renderer': ['src-shared'],
  'src-main/core': ['src-shared'],
  'src-main/media': ['src-main/core', 'src-shared'],
  'src-main/inference': ['src-main/core', 'src-shared'],
  'src-main/store': ['src-main/core', 'src-shared'],
  'src-main/reports': ['src-main/core', 'src-main/store', 'src-shared'],
  'src-main/workers': [
    'src-main/core',
    'src-main/media',
    'src-main/inference',
    'src-main/store',
    'src-main/reports',
    'src-shared',
  ],
  'src-main/jobs': ['src-main/core', 'src-main/store', 'src-main/workers', 'src-shared'],
  'src-main/services': [
    'src-main/core',
    'src-main/media',
    'src-main/inference',
    'src-main/store',
    'src-main/reports',
    'src-main/workers',
    'src-main/jobs',
    'src-shared',
  ],
  'src-main/rpc': ['src-main/services', 'src-shared'],
  'src-main/app': [
    'src-main/inference',
    'src-main/store',
    'src-main/workers',
    'src-main/jobs',
    'src-main/services',
    'src-main/rpc',
    'src-shared',
  ],
  'src-main/hosts': ['src-main/app', 'src-main/rpc', 'src-main/services', 'src-main/workers', 'src-shared'],
};

const escaped = (path) => path.replace(/[-/]/g, '\\$&');
/** What is built into Node, and the packages: not this project's own folders. */
const ownFolders = '^(src-|tests|bench|build|models)';

const layers = Object.entries(mayImport).map(([folder, allowed]) => ({
  name: `layer-${folder.replaceAll('/', '-')}`,
  comment: `${folder} may import: ${allowed.join(', ') || 'nothing of this project'}`,
  severity: 'error',
  from: { path: `^${escaped(folder)}/`, pathNot: '\\.test\\.tsx?$' },
  to: { path: ownFolders, pathNot: [folder, ...allowed].map((path) => `^${escaped(path)}/`) },
}));

/** Folders of `core/linking`; each may import those before it (docs/linking.md). */
const linkingParts = [
  'tracklets',
  'transit',
  'looks',
  'clocks',
  'candidates',
  'ground',
  'matching',
  'scoring',
  'journeys',
  'visitors',
];

const linkingOrder = linkingParts.map((part, at) => ({
  name: `linking-${part}`,
  comment: `src-main/core/linking/${part} may import: ${linkingParts.slice(0, at).join(', ') || 'no other part'}`,
  severity: 'error',
  from: { path: `^src-main/core/linking/${part}/`, pathNot: '\\.test\\.ts$' },
  to: {
    path: '^src-main/core/linking/.+/',
    pathNot: linkingParts.slice(0, at + 1).map((allowed) => `^src-main/core/linking/${allowed}/`),
  },
}));

const nodeOrPackage = ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layers,
    ...linkingOrder,
    {
      name: 'core-is-pure',
      comment: 'Algorithms take numbers and give numbers: no I/O, no package.',
      severity: 'error',
      from: { path: '^src-main/core/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: nodeOrPackage, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'core-knows-only-types-of-shared',
      comment: 'The contract brings zod and oRPC with it; core may use its types.',
      severity: 'error',
      from: { path: '^src-main/core/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src-shared/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'shared-runs-anywhere',
      severity: 'error',
      from: { path: '^src-shared/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^src-renderer/', pathNot: '\\.test\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'features-stand-alone',
      comment: 'A feature never imports another; what both need moves to api, lib or ui.',
      severity: 'error',
      from: { path: '^src-renderer/features/([^/]+)/' },
      to: { path: '^src-renderer/features/([^/]+)/', pathNot: '^src-renderer/features/$1/' },
    },
    {
      name: 'hosts-stand-alone',
      comment: 'The CLI starts the web host; otherwise hosts share only hosts/http.',
      severity: 'error',
      from: { path: '^src-main/hosts/([^/]+)/' },
      to: {
        path: '^src-main/hosts/([^/]+)/',
        pathNot: ['^src-main/hosts/$1/', '^src-main/hosts/http/', '^src-main/hosts/web/serve\\.ts$'],
      },
    },
    {
      name: 'electron-only-at-the-edge',
      comment: 'Everything else must run, and be tested, without Electron.',
      severity: 'error',
      from: { path: '^src-', pathNot: '^(src-main/hosts/electron|src-preload)/' },
      to: { path: '^(node_modules/electron|electron$)' },
    },
    {
      name: 'onnxruntime-behind-its-door',
      comment: 'src-main/inference/without-telemetry.ts must run before ONNX Runtime does.',
      severity: 'error',
      from: { path: '^src-', pathNot: '^src-main/inference/onnxruntime\\.ts$' },
      to: { path: 'onnxruntime-node' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-packages',
      comment: 'What ships must be among `dependencies`. Electron is in the shipped application by itself.',
      severity: 'error',
      from: { path: '^src-main/', pathNot: '\\.test\\.ts$' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^node_modules/electron/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
