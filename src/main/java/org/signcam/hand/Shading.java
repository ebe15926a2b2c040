package org.signcam.hand;

/** What colour a point of the flesh has in its light. One thread. */
final class Shading {
  /** How much light passes into the skin and comes out beyond the edge of the light: red most. */
  private static final float[] WRAP = {0.36f, 0.17f, 0.11f};

  private final Flesh flesh;
  private final Skin skin;
  private final ShadowMap shadows;
  private final Light light;
  private final float lightX;
  private final float lightY;
  private final float lightZ;

  /**
   * @param light towards the lamp it has the length 1
   */
  Shading(Flesh flesh, Skin skin, ShadowMap shadows, Light light) {
    this.flesh = flesh;
    this.skin = skin;
    this.shadows = shadows;
    this.light = light;
    lightX = (float) light.towards().x();
    lightY = (float) light.towards().y();
    lightZ = (float) light.towards().z();
  }

  /**
   * 0xRRGGBB of a point that cones have been made to {@link Cones#face}.
   *
   * @param met those cones
   * @param viewX the direction to the eye, of length 1
   * @param open how open the room before it is, 0–1
   */
  int colour(
      Cones met, float x, float y, float z, float viewX, float viewY, float viewZ, float open) {
    float nx = met.normalX();
    float ny = met.normalY();
    float nz = met.normalZ();
    int cone = met.nearest();
    float[] base = skin.at(flesh.group[cone], flesh.bone[cone], x, y, z, nx, ny, nz);
    float gloss = skin.gloss();
    float facing = nx * lightX + ny * lightY + nz * lightZ;
    float seen = facing < -WRAP[0] ? 0 : shadows.lit(x, y, z);
    float up = 0.5f + 0.5f * ny;
    float front = nx * viewX + ny * viewY + nz * viewZ;
    float between = viewX * lightX + viewY * lightY + viewZ * lightZ;
    // Between the lamp's direction and the eye's.
    float halfway = (facing + front) / (float) Math.sqrt(2 + 2 * between + 1e-6f);
    float shine = power(Clamp.positive(halfway), gloss > 0.3f ? 6 : 4);
    shine *= gloss * seen * Clamp.unit(facing * 3);
    float edge = 1 - Clamp.positive(front);
    float sheen = 0.5f * gloss * edge * edge * edge * open; // the room, at a flat angle
    float[] lamp = light.lamp();
    float[] above = light.above();
    float[] below = light.below();
    int out = 0;
    for (int channel = 0; channel < 3; channel++) {
      float wrap = WRAP[channel];
      float direct = Clamp.positive((facing + wrap) / (1 + wrap));
      float shade = seen + (1 - seen) * wrap * 0.35f;
      float around = below[channel] + (above[channel] - below[channel]) * up;
      // Light between two fingers comes off skin: what is shut in is redder, not only darker.
      float shut = open * (channel == 0 ? 1.2f - 0.2f * open : 0.88f + 0.12f * open);
      float value =
          base[channel] * (around * shut + lamp[channel] * direct * shade * (0.6f + 0.4f * shut))
              + lamp[channel] * shine
              + above[channel] * sheen;
      out = out << 8 | Colours.screen(value);
    }
    return out;
  }

  /** x to the power of 2 to the power of n. */
  private static float power(float x, int n) {
    float power = x;
    for (int i = 0; i < n; i++) {
      power *= power;
    }
    return power;
  }
}
