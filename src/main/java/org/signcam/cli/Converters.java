package org.signcam.cli;

import java.util.function.Function;
import org.signcam.evaluate.Perturbation;
import org.signcam.image.Region;
import org.signcam.record.Fault;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Our own types on the command line; what they refuse is said in their words, with exit 2. */
public final class Converters {
  private Converters() {}

  /** {@code X,Y,SIDE}. */
  public static final class OfRegion implements ITypeConverter<Region> {
    @Override
    public Region convert(String value) {
      return parse(value, Region::parse);
    }
  }

  /** {@code light:1.5} and its like. */
  public static final class OfPerturbation implements ITypeConverter<Perturbation> {
    @Override
    public Perturbation convert(String value) {
      return parse(value, Perturbation::parse);
    }
  }

  /** {@code no-hand} and its like. */
  public static final class OfFault implements ITypeConverter<Fault> {
    @Override
    public Fault convert(String value) {
      return parse(value, Fault::of);
    }
  }

  private static <T> T parse(String value, Function<String, T> parser) {
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException e) {
      TypeConversionException said = new TypeConversionException(e.getMessage());
      said.initCause(e);
      throw said;
    }
  }
}
