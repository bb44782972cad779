/** The bundler and the tests load these files as text. */
declare module "*.lk" {
  const text: string;
  export default text;
}
declare module "*.lua" {
  const text: string;
  export default text;
}
declare module "*.py" {
  const text: string;
  export default text;
}
