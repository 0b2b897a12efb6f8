/* Light on a head, one channel of colour at a time: what render.py paints and lights for every pixel. Compiled by gcc when first
   used (see raster.py). */
#include <math.h>
#include <stdint.h>

/* A square picture of the front of the head, bilinear. */
typedef struct { const float *pixels; int side; } Picture;

static float look_up(Picture p, float x, float y, float left, float top, float width)
{
    x = (x - left) * p.side / width - 0.5f;
    y = (y - top) * p.side / width - 0.5f;
    x = fminf(fmaxf(x, 0), p.side - 1.001f);
    y = fminf(fmaxf(y, 0), p.side - 1.001f);
    int l = (int)x, t = (int)y;
    float fx = x - l, fy = y - t;
    const float *q = p.pixels + (int64_t)t * p.side + l;
    return (q[0] * (1 - fx) + q[1] * fx) * (1 - fy) + (q[p.side] * (1 - fx) + q[p.side + 1] * fx) * fy;
}

static float clip(float v, float low, float high) { return fminf(fmaxf(v, low), high); }
static float mixed(float below, float share, float above) { return below + share * (above - below); }

enum { SKIN, HAIR, LIP, IRIS, WHITE, TEETH, TONGUE, BLOTCH, FINE, LIPS, BEARD, BROW_INK, LASH, BALD, PUPIL, STRENGTH, FILL_STRENGTH,
       AMBIENT, WRAP, CAVITY, GLOSS, LEFT, TOP, WIDTH, KEY, FILL = KEY + 3, HALF = FILL + 3 };

static float eyeball(const float *d, const float *p)
{
    float off = atan2f(sqrtf(d[0] * d[0] + d[1] * d[1]), -d[2]);
    if (off < p[PUPIL]) return 0.01f;
    float iris = p[IRIS] * (1 + 0.25f * sinf(17 * atan2f(d[1], d[0]))) * (off > 0.42f ? 0.5f : 1);
    return mixed(p[WHITE], clip((0.48f - off) / 0.04f, 0, 1), iris);
}

static float skin(const float *m, const float *p, const Picture *t)
{
    float x = m[0], y = m[1], z = m[2], front = z < 0.35f;
#define AT(i) look_up(t[i], x, y, p[LEFT], p[TOP], p[WIDTH])
    float lips = AT(2);
    float a = p[SKIN] * (1 + p[BLOTCH] * AT(0) + p[FINE] * AT(1));
    a = mixed(a, p[LIPS] * front * lips, p[LIP]);
    if (p[BEARD] > 0)
        a = mixed(a, p[BEARD] * clip((y - 0.5f - 0.2f * cosf(2 * x)) / 0.15f, 0, 1) * (1 - lips), p[HAIR]);
    if (front > 0) {
        a = mixed(a, p[BROW_INK] * AT(3), 0.7f * p[HAIR]);
        a = mixed(a, p[LASH] * AT(4), 0.7f * p[HAIR]);
    }
    if (!(p[BALD] > 0)) {
        float scalp = clip((-0.75f + 0.048f * AT(5) + 0.35f * x * x - y) / 0.04f, 0, 1);
        scalp = fmaxf(scalp, y < 0.6f ? clip((z - 0.75f) / 0.05f, 0, 1) : 0);
        if (scalp > 0) a = mixed(a, scalp, (1 + 0.5f * AT(6)) * p[HAIR]);
    }
    return a;
#undef AT
}

/* maps: count x 12 (place at rest 3, normal 3, hollowness, direction from the eyeball's middle 3, place in the common frame 2);
   mask: 0 nothing, 1 skin, 2 and 3 eyes, 4 and 5 teeth, 6 tongue; folds: a factor a pixel, or null; p: see the enum above;
   pictures: seven of them with their sides; out: linear light. */
void shade(int count, const float *maps, const uint8_t *mask, const float *folds, const float *p, const float *const *pictures,
           const int *sides, float *out)
{
    Picture t[7];
    for (int i = 0; i < 7; i++) t[i] = (Picture){ pictures[i], sides[i] };
    for (int i = 0; i < count; i++) {
        out[i] = 0;
        if (!mask[i]) continue;
        const float *m = maps + 12 * (int64_t)i, *n = m + 3;
        int eye = mask[i] == 2 || mask[i] == 3, teeth = mask[i] == 4 || mask[i] == 5;
        float length = 1 / fmaxf(1e-6f, sqrtf(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]));
#define TOWARDS(k) (length * (n[0] * p[k] + n[1] * p[(k) + 1] + n[2] * p[(k) + 2]))
        float albedo = eye ? eyeball(m + 7, p) : teeth ? p[TEETH] : mask[i] == 6 ? p[TONGUE] : skin(m, p, t) * (folds ? folds[i] : 1);
        float light = p[STRENGTH] * fmaxf((TOWARDS(KEY) + p[WRAP]) / (1 + p[WRAP]), 0) + p[FILL_STRENGTH] * fmaxf(TOWARDS(FILL), 0)
            + p[AMBIENT] * (0.75f - 0.25f * length * n[1]);
        if (teeth) light *= 0.75f;
        if (eye) light *= 0.7f;
        if ((mask[i] == 1 || mask[i] == 6) && m[2] > -0.05f && m[1] > 0.5f && m[1] < 1.05f && fabsf(m[0]) < 0.38f)
            light *= clip(1 - (m[2] + 0.05f) / 0.2f, 0.06f, 1);  /* inside the mouth */
        float s = clip(TOWARDS(HALF), 0, 1), s2 = s * s, s8 = s2 * s2 * s2 * s2, s16 = s8 * s8;
        float gloss = p[GLOSS] * s16 * s2 + (eye ? 0.8f * s16 * s16 * s16 * s16 * s16 * s8 * s2 : 0);
        out[i] = albedo * light * expf(-p[CAVITY] * clip(m[6], -0.5f, 2)) + gloss;
    }
}
