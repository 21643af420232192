export * from './plumbline-project';
export * from './plumbline-project-options';
