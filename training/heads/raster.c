/* Small software rasteriser: interpolates vertex attributes over triangles into maps, with a depth buffer; and a bilinear
   sampler. Compiled by gcc when first used (see raster.py). */
#include <math.h>
#include <stdint.h>

/* Fills out[h][w][k] with attributes interpolated over triangles. xyz: n x 3, x and y in pixels (the first pixel's middle at
   0.5), z smaller = nearer. zbuf[h][w] must be set by the caller (large = empty); mask[h][w] gets group[t] + 1 of what is seen.
   Triangles are drawn in order where depth is off. */
void raster(int w, int h, const float *xyz, const float *attr, int k, const int32_t *tri, const uint8_t *group, int count,
            int depth, float *out, float *zbuf, uint8_t *mask)
{
    for (int t = 0; t < count; t++) {
        const int32_t *v = tri + 3 * t;
        const float *a = xyz + 3 * v[0], *b = xyz + 3 * v[1], *c = xyz + 3 * v[2];
        float area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
        if (!(fabsf(area) > 1e-9f)) continue;
        float lx = fminf(a[0], fminf(b[0], c[0])), hx = fmaxf(a[0], fmaxf(b[0], c[0]));
        float ly = fminf(a[1], fminf(b[1], c[1])), hy = fmaxf(a[1], fmaxf(b[1], c[1]));
        if (!(hx >= 0 && hy >= 0 && lx < w && ly < h)) continue;
        int x0 = (int)fmaxf(0, ceilf(lx - 0.5f)), x1 = (int)fminf(w - 1, floorf(hx - 0.5f));
        int y0 = (int)fmaxf(0, ceilf(ly - 0.5f)), y1 = (int)fminf(h - 1, floorf(hy - 0.5f));
        float inv = 1 / area;
        for (int y = y0; y <= y1; y++) {
            float py = y + 0.5f;
            for (int x = x0; x <= x1; x++) {
                float px = x + 0.5f;
                float wb = ((px - a[0]) * (c[1] - a[1]) - (py - a[1]) * (c[0] - a[0])) * inv;
                float wc = ((b[0] - a[0]) * (py - a[1]) - (b[1] - a[1]) * (px - a[0])) * inv;
                float wa = 1 - wb - wc;
                if (wa < -1e-5f || wb < -1e-5f || wc < -1e-5f) continue;
                int at = y * w + x;
                if (depth) {
                    float z = wa * a[2] + wb * b[2] + wc * c[2];
                    if (z >= zbuf[at]) continue;
                    zbuf[at] = z;
                }
                mask[at] = group[t] + 1;
                const float *fa = attr + (int64_t)k * v[0], *fb = attr + (int64_t)k * v[1], *fc = attr + (int64_t)k * v[2];
                float *o = out + (int64_t)k * at;
                for (int i = 0; i < k; i++) o[i] = wa * fa[i] + wb * fb[i] + wc * fc[i];
            }
        }
    }
}

/* Bilinear samples of a grey picture at places (x, y) in its pixels; the border is repeated. */
void sample(const float *picture, int w, int h, const float *places, int stride, int count, float *out)
{
    for (int i = 0; i < count; i++) {
        float x = places[(int64_t)stride * i] - 0.5f, y = places[(int64_t)stride * i + 1] - 0.5f;
        x = fminf(fmaxf(x, 0), w - 1.001f);
        y = fminf(fmaxf(y, 0), h - 1.001f);
        int l = (int)x, t = (int)y;
        float fx = x - l, fy = y - t;
        const float *p = picture + (int64_t)t * w + l;
        out[i] = (p[0] * (1 - fx) + p[1] * fx) * (1 - fy) + (p[w] * (1 - fx) + p[w + 1] * fx) * fy;
    }
}

/* Mean of unit face normals at each vertex, weighted by area; towards the side from which triangles run clockwise in x right, y down. */
void normals(const float *xyz, int n, const int32_t *tri, int count, float *out)
{
    for (int i = 0; i < 3 * n; i++) out[i] = 0;
    for (int t = 0; t < count; t++) {
        const int32_t *v = tri + 3 * t;
        const float *a = xyz + 3 * v[0], *b = xyz + 3 * v[1], *c = xyz + 3 * v[2];
        float ux = b[0] - a[0], uy = b[1] - a[1], uz = b[2] - a[2], vx = c[0] - a[0], vy = c[1] - a[1], vz = c[2] - a[2];
        float nx = uy * vz - uz * vy, ny = uz * vx - ux * vz, nz = ux * vy - uy * vx;
        for (int i = 0; i < 3; i++) {
            float *o = out + 3 * v[i];
            o[0] += nx; o[1] += ny; o[2] += nz;
        }
    }
    for (int i = 0; i < n; i++) {
        float *o = out + 3 * i, l = sqrtf(o[0] * o[0] + o[1] * o[1] + o[2] * o[2]);
        if (l > 0) { o[0] /= l; o[1] /= l; o[2] /= l; }
    }
}
