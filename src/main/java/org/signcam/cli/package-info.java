/** The command line: one class a subcommand. Results to stdout, everything else to stderr. */
package org.signcam.cli;
