/** @file `knack-ts/nets`: data sets, fitted nets, and nets as primitives of programs. For Node. */

export { IMAGE, type Type } from "../language/type.ts";
export { Picture, Sound, type Value } from "../language/value.ts";
export type { OwnPrimitive } from "../own.ts";
export { InputError } from "../tasks/error.ts";
export type { Dataset, Field, Row } from "./data/dataset.ts";
export { type ReadDatasetOptions, readDataset } from "./data/read.ts";
export type { Prediction } from "./encoding.ts";
export { type Choice, type Fit, type FitEvent, type FitOptions, fit, modelOf } from "./fit.ts";
export { Model, type Provenance } from "./model.ts";
export { confidently, NetReader, netPrimitives } from "./reader.ts";
export { loadModel, saveModel } from "./saved/files.ts";
export { loadNet, loadPicture, type Net, pictureFrom } from "./saved/load.ts";
