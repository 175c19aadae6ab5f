// The generated modules of `pkg/`, for a tree in which they are not built yet.

declare module "*/pkg/wirecopy.js" {
  const module: unknown;
  export default module;
}

declare module "*/pkg/wirecopy_import.js" {
  const module: unknown;
  export default module;
}
