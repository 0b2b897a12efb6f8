/* Histograms of signed gradient directions over small cells (Dalal and Triggs 2005, simplified): bilinear in place and
   direction, each cell divided by the root energy of its 3 x 3 neighbourhood. The C# side does the same (GradientFeatures). */
#include <math.h>
#include <stdint.h>
#include <string.h>
#define BINS 8
#define PI 3.14159265358979f

/* pixels: count pictures of h x w bytes; out: count x (h/cell * w/cell * BINS), cell rows first, then columns, then bins. */
void hog(const uint8_t *pixels, int count, int w, int h, int cell, float floor_, float *out)
{
    int cw = w / cell, ch = h / cell, n = cw * ch * BINS;
    float sum[cw * ch * BINS], energy[cw * ch];
    float root[256];
    for (int i = 0; i < 256; i++) root[i] = 16 * sqrtf((float)i);
    for (int p = 0; p < count; p++) {
        const uint8_t *im = pixels + (int64_t)p * w * h;
        memset(sum, 0, sizeof sum);
        for (int y = 1; y < h - 1; y++) {
            float cy = (y + 0.5f) / cell - 0.5f;
            int y0 = (int)floorf(cy);
            float fy = cy - y0;
            for (int x = 1; x < w - 1; x++) {
                const uint8_t *q = im + y * w + x;
                float gx = root[q[1]] - root[q[-1]], gy = root[q[w]] - root[q[-w]];
                float m = sqrtf(gx * gx + gy * gy);
                if (m < 1e-3f) continue;
                float a = atan2f(gy, gx) * (BINS / (2 * PI));
                if (a < 0) a += BINS;
                int b0 = (int)a;
                float fb = a - b0;
                b0 &= BINS - 1;
                int b1 = (b0 + 1) & (BINS - 1);
                float cx = (x + 0.5f) / cell - 0.5f;
                int x0 = (int)floorf(cx);
                float fx = cx - x0;
                for (int j = 0; j < 2; j++) {
                    int yy = y0 + j;
                    if (yy < 0 || yy >= ch) continue;
                    float wy = m * (j ? fy : 1 - fy);
                    for (int i = 0; i < 2; i++) {
                        int xx = x0 + i;
                        if (xx < 0 || xx >= cw) continue;
                        float v = wy * (i ? fx : 1 - fx);
                        float *s = sum + (yy * cw + xx) * BINS;
                        s[b0] += v * (1 - fb);
                        s[b1] += v * fb;
                    }
                }
            }
        }
        for (int c = 0; c < cw * ch; c++) {
            float e = 0;
            for (int b = 0; b < BINS; b++) e += sum[c * BINS + b] * sum[c * BINS + b];
            energy[c] = e;
        }
        float *o = out + (int64_t)p * n;
        for (int y = 0; y < ch; y++)
            for (int x = 0; x < cw; x++) {
                float e = 0;
                int k = 0;
                for (int j = -1; j <= 1; j++)
                    for (int i = -1; i <= 1; i++) {
                        int yy = y + j, xx = x + i;
                        if (yy < 0 || yy >= ch || xx < 0 || xx >= cw) continue;
                        e += energy[yy * cw + xx];
                        k++;
                    }
                float by = 1 / (sqrtf(e / k) + floor_ * cell * cell);
                for (int b = 0; b < BINS; b++) o[(y * cw + x) * BINS + b] = sum[(y * cw + x) * BINS + b] * by;
            }
    }
}
