/* What takes pdfium a call for every glyph or object of a page, as one call for all of them.
 *
 * Optional: without a compiler pdfium_bulk.py does the same in Python, with the same results. This file
 * knows neither Python nor pdfium: functions come in as pointers, results go out into buffers whose
 * owner has made them large enough and has filled them with zeros.
 */
#include <stddef.h>
#include <stdint.h>

typedef struct {
    void *(*text_object)(void *page, int index);
    unsigned (*code_point)(void *page, int index);
    int (*loose_box)(void *page, int index, float *box);
    int (*is_unmapped)(void *page, int index);
    int (*text_matrix)(void *page, int index, float *matrix);
    double (*font_size)(void *page, int index);
} text_calls;

/* Columns: the first three by glyph, then four by text object, then the unmapped glyphs. */
typedef struct {
    int32_t *index;
    uint32_t *character;
    float *box; /* 4 each */
    int32_t *start;
    void **owner;
    double *size;
    float *matrix; /* 6 each */
    int32_t *unmapped;
} glyph_table;

typedef struct {
    int32_t glyphs, objects, unmapped;
} glyph_counts;

void collect_glyphs(const text_calls *pdfium, void *page, int32_t count, const glyph_table *table, glyph_counts *found)
{
    int32_t glyphs = 0, objects = 0, unmapped = 0, doubtful = 0;
    void *last = NULL;
    for (int32_t index = 0; index < count; index++) {
        void *owner = pdfium->text_object(page, index);
        if (owner == NULL)
            continue; /* a space or a line end that pdfium makes up */
        if (owner != last) {
            table->start[objects] = glyphs;
            table->owner[objects] = last = owner;
            table->size[objects] = pdfium->font_size(page, index);
            pdfium->text_matrix(page, index, table->matrix + 6 * (size_t)objects);
            doubtful |= pdfium->is_unmapped(page, index);
            objects++;
        }
        table->index[glyphs] = index;
        table->character[glyphs] = pdfium->code_point(page, index);
        pdfium->loose_box(page, index, table->box + 4 * (size_t)glyphs);
        glyphs++;
    }
    if (doubtful)
        for (int32_t glyph = 0; glyph < glyphs; glyph++)
            if (pdfium->is_unmapped(page, table->index[glyph]))
                table->unmapped[unmapped++] = glyph;
    *found = (glyph_counts){glyphs, objects, unmapped};
}

/* The glyphs that do not stand right beside the one before them: too near (narrow) or too far (wide).
 * `shared` becomes 1 if one of them stands in the very place of the one before it. */
int32_t collect_gaps(const float *boxes, int32_t count, double narrow, double wide, int32_t *gap, int32_t *shared)
{
    int32_t gaps = 0;
    for (int32_t glyph = 1; glyph < count; glyph++) {
        const float *box = boxes + 4 * (size_t)glyph, *before = box - 4;
        double white = (double)box[0] - (double)before[2];
        if (narrow < white && white < wide)
            continue;
        gap[gaps++] = glyph;
        if (box[0] == before[0] && box[1] == before[1] && box[2] == before[2] && box[3] == before[3])
            *shared = 1;
    }
    return gaps;
}

/* The left and the right edges of boxes, seen from `origin`. */
void collect_edges(const float *boxes, int32_t count, double origin, double *left, double *right)
{
    for (int32_t glyph = 0; glyph < count; glyph++) {
        left[glyph] = boxes[4 * (size_t)glyph] - origin;
        right[glyph] = boxes[4 * (size_t)glyph + 2] - origin;
    }
}

typedef struct {
    void *(*page_object)(void *page, int index);
    int (*object_type)(void *object);
    int (*object_bounds)(void *object, float *left, float *bottom, float *right, float *top);
    int (*count_segments)(void *path);
} object_calls;

typedef struct {
    void *handle;
    int32_t kind, segments;
    float bounds[4];
} object_row;

/* All objects but text that draws something; `text` and `path` are pdfium's names of these kinds. */
int32_t collect_objects(const object_calls *pdfium, void *page, int32_t count, int text, int path, object_row *row)
{
    int32_t rows = 0;
    for (int32_t index = 0; index < count; index++) {
        object_row found = {pdfium->page_object(page, index), 0, 0, {0, 0, 0, 0}};
        float *b = found.bounds;
        found.kind = pdfium->object_type(found.handle);
        if (found.kind == text || found.kind == path)
            pdfium->object_bounds(found.handle, b, b + 1, b + 2, b + 3);
        if (found.kind == text && (b[0] != b[2] || b[1] != b[3]))
            continue;
        if (found.kind == path)
            found.segments = pdfium->count_segments(found.handle);
        row[rows++] = found;
    }
    return rows;
}
