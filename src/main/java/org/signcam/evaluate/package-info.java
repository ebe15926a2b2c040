/** How well a model reads: outcomes, figures, disturbances, the report. */
package org.signcam.evaluate;
