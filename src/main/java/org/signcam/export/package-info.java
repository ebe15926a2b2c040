/** Models written as ONNX files, which other runtimes read, ours for CPUs among them. */
package org.signcam.export;
