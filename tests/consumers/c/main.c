/* SPDX-FileCopyrightText: 2026 The connectpsp authors
 * SPDX-License-Identifier: BSL-1.0 */

#include <connectpsp/c/connectpsp.h>

#include <string.h>

int main(void) {
    char text[32];
    size_t size = 0;
    connectpsp_status const status = connectpsp_check_text("document", 8, "529.982.247-25", 14, text,
                                                           sizeof text, &size);
    return status == CONNECTPSP_OK && size == 11 && memcmp(text, "52998224725", 11) == 0 ? 0 : 1;
}
